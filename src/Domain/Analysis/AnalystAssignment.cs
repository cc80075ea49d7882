using TradingBase.Markets;

namespace TradingBase.Analysis;

/// <summary>What an analyst is asked.</summary>
/// <param name="DecisionId">Which decision it is for; part of every inference id.</param>
/// <param name="Snapshot">The market as it was known at the desk time.</param>
/// <param name="PeriodsPerYear">For annualising statistics of the snapshot's bars.</param>
/// <param name="Instruments">Of which instruments a view is wanted, each in the snapshot.</param>
/// <param name="Deadline">When an answer is worth nothing any more, wall clock, UTC.</param>
public sealed record AnalystAssignment(
    string DecisionId, MarketSnapshot Snapshot, int PeriodsPerYear,
    IReadOnlyList<InstrumentId> Instruments, DateTimeOffset Deadline);
