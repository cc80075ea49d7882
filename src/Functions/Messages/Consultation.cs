namespace TradingBase.Functions.Messages;

/// <summary>Asks one analyst about one batch.</summary>
/// <param name="ReportId">Where the report is kept: cycle, market, analyst and batch.</param>
/// <param name="DecisionId">For which decision; part of every inference id.</param>
/// <param name="Market">Which market, by name.</param>
/// <param name="Analyst">Who is asked.</param>
/// <param name="SnapshotId">About what.</param>
/// <param name="Instruments">The batch.</param>
/// <param name="Deadline">When an answer is worth nothing any more, wall clock, UTC.</param>
public sealed record Consultation(
    string ReportId, string DecisionId, string Market, string Analyst, string SnapshotId,
    IReadOnlyList<InstrumentId> Instruments, DateTimeOffset Deadline);
