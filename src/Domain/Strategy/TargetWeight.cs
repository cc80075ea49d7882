namespace TradingBase.Strategy;

/// <summary>How much of the equity an instrument should be.</summary>
/// <param name="Instrument">Which one.</param>
/// <param name="Weight">Signed share of equity; 0.1 means 10 %.</param>
/// <param name="Why">A sentence with the numbers behind it.</param>
public sealed record TargetWeight(InstrumentId Instrument, double Weight, string Why);
