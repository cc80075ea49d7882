namespace TradingBase.Desk;

/// <summary>One instrument of a report.</summary>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Currency">Quote currency.</param>
/// <param name="Quantity">Signed units held now.</param>
/// <param name="Value">What they are worth, base currency.</param>
/// <param name="Result">What the instrument earned.</param>
/// <param name="FeesInUnits">What venues took in the coin itself, units, negative; its worth is in the
/// realised result.</param>
public sealed record DailyInstrument(
    string Instrument, string Currency, decimal Quantity, decimal Value, DailyResult Result,
    decimal FeesInUnits);
