using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>
/// What a cycle wants to trade and what it knew, as it is kept; the first one of a cycle stands.
/// </summary>
/// <param name="Outlooks">What was known of each instrument, ordered by instrument.</param>
/// <param name="Targets">The strategy's target weights; empty for an outside intent.</param>
/// <param name="Orders">Orders in whole lots, ordered by instrument.</param>
/// <param name="Skipped">Instruments that got no order, each with the reason.</param>
public sealed record CycleProposal(
    IReadOnlyList<InstrumentOutlook> Outlooks, IReadOnlyList<TargetWeight> Targets,
    IReadOnlyList<ProposedOrder> Orders, IReadOnlyList<SkippedTarget> Skipped)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "cycle-proposal";
}
