namespace TradingBase.Risk;

/// <summary>What the gate said of a batch, in the batch's order.</summary>
/// <param name="Orders">One verdict per order.</param>
public sealed record RiskVerdict(IReadOnlyList<OrderVerdict> Orders);
