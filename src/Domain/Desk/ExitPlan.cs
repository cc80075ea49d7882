using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>The orders that close what a venue holds.</summary>
/// <param name="Orders">Signed exits, at most one per position.</param>
/// <param name="Positions">What is left to close, with the reason where no order can.</param>
public sealed record ExitPlan(IReadOnlyList<ApprovedOrder> Orders, IReadOnlyList<KilledPosition> Positions);
