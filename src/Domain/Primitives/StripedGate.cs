namespace TradingBase;

/// <summary>
/// Lets one caller of this process at a time work on a name, so that only processes compete.
/// </summary>
/// <remarks>
/// Thread-safe. Names share a fixed number of gates, so a caller may wait for another name's.
/// </remarks>
internal sealed class StripedGate
{
    private readonly SemaphoreSlim[] _gates =
        [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the name's gate.</summary>
    /// <returns>Opens the gate when it is disposed of.</returns>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        uint hash = unchecked((uint)name.GetHashCode(StringComparison.Ordinal));
        SemaphoreSlim gate = _gates[hash % (uint)_gates.Length];
        await gate.WaitAsync(cancellationToken);
        return new Opening(gate);
    }

    private sealed class Opening(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
