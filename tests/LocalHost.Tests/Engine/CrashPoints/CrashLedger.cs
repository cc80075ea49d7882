namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>When which activity began, in places of the disk's log.</summary>
/// <param name="position">Where the log stands now.</param>
internal sealed class CrashLedger(Func<int> position)
{
    private readonly List<(string What, int Position)> _runs = [];

    public IReadOnlyList<(string What, int Position)> Runs => _runs;

    public void Begun(string what) => _runs.Add((what, position()));
}
