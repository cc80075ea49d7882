namespace TradingBase.Execution;

/// <summary>What a venue says is held of one instrument.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Quantity">Signed units; not zero.</param>
/// <param name="AveragePrice">Average entry price, quote currency; null where the venue keeps none.</param>
public sealed record VenuePosition(InstrumentId Instrument, decimal Quantity, decimal? AveragePrice);
