namespace TradingBase;

/// <summary>
/// Lets one caller of this process at a time work on a name, so that only processes compete.
/// </summary>
/// <remarks>
/// Thread-safe. Names share a fixed number of gates, so a caller may wait for another name's.
/// </remarks>
internal sealed class StripedGate
{
    private readonly Turnstile[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new Turnstile())];

    /// <summary>Waits for the name's gate.</summary>
    /// <returns>Opens the gate when it is disposed of.</returns>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        Turnstile gate = _gates[Hash(name) % (uint)_gates.Length];
        await gate.EnterAsync(cancellationToken);
        return new Opening(gate);
    }

    // FNV-1a. The framework's own hash differs from process to process, and with it who waits for whom: a
    // simulation would not repeat.
    private static uint Hash(string name)
    {
        uint hash = 2166136261;
        foreach (char one in name)
        {
            hash = unchecked((hash ^ one) * 16777619);
        }

        return hash;
    }

    private sealed class Opening(Turnstile gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}
