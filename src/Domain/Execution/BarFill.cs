namespace TradingBase.Execution;

/// <summary>What a bar does for an order.</summary>
/// <param name="Quantity">Units filled; zero or more, whole lots.</param>
/// <param name="Price">Quote currency per unit, within the bar; zero where nothing is filled.</param>
/// <param name="Reason">Why not everything is filled, as a sentence; null where it is.</param>
/// <param name="Moment">When in the bar it was filled.</param>
/// <param name="Maker">Whether the order waited and was taken.</param>
/// <param name="Triggered">Whether the bar reached the stop price, filled or not.</param>
public readonly record struct BarFill(
    decimal Quantity, decimal Price, string? Reason, BarMoment Moment = BarMoment.Open, bool Maker = false,
    bool Triggered = false);
