namespace TradingBase.Strategy;

/// <summary>A target that became no order.</summary>
/// <param name="Instrument">Which one.</param>
/// <param name="Weight">What the strategy wanted, signed share of equity.</param>
/// <param name="Reason">Why there is no order, with the numbers.</param>
public sealed record SkippedTarget(InstrumentId Instrument, double Weight, string Reason);
