namespace TradingBase.LocalHost.Engine.Checking;

/// <summary>What came of running the current code over a store's histories.</summary>
/// <param name="Store">The store's full path.</param>
/// <param name="Ok">Whether no instance differs.</param>
/// <param name="Live">How many instances that have not ended were looked at.</param>
/// <param name="Ended">How many that have.</param>
/// <param name="Events">How many events were replayed.</param>
/// <param name="Findings">Those that differ, the oldest first.</param>
internal sealed record ReplayReport(
    string Store, bool Ok, int Live, int Ended, long Events, IReadOnlyList<ReplayFinding> Findings);
