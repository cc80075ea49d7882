namespace TradingBase.Strategy;

/// <summary>What a strategy's targets come to.</summary>
/// <param name="Orders">At most one for each instrument, ordered by instrument.</param>
/// <param name="Skipped">Targets without an order, ordered by instrument.</param>
public sealed record OrderProposal(IReadOnlyList<ProposedOrder> Orders, IReadOnlyList<SkippedTarget> Skipped);
