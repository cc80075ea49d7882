namespace TradingBase.Execution;

/// <summary>What a bar does for an order.</summary>
/// <param name="Quantity">Units filled; zero or more, whole lots.</param>
/// <param name="Price">Quote currency per unit, within the bar; zero where nothing is filled.</param>
/// <param name="Reason">Why not everything is filled, as a sentence; null where it is.</param>
public readonly record struct BarFill(decimal Quantity, decimal Price, string? Reason);
