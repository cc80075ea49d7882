namespace TradingBase.Desk;

/// <summary>A break that was seen, and how often.</summary>
/// <param name="Finding">As seen last.</param>
/// <param name="FirstSeenAt">When it was seen first, UTC.</param>
/// <param name="Runs">Runs in a row that saw it.</param>
/// <param name="SameRuns">Those of them, up to the last, that saw the same difference.</param>
public sealed record Suspicion(
    ReconciliationFinding Finding, DateTimeOffset FirstSeenAt, int Runs, int SameRuns);
