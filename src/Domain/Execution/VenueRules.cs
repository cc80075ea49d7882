using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>In which steps a venue takes orders in one instrument.</summary>
/// <param name="Tick">Step of prices, quote currency; zero is no step.</param>
/// <param name="Lot">Step of quantities, units; zero is no step.</param>
/// <param name="LeastQuantity">Smallest order, units; zero is no bound.</param>
/// <param name="LeastWorth">Smallest order, quote currency; zero is no bound.</param>
public sealed record VenueRules(decimal Tick, decimal Lot, decimal LeastQuantity, decimal LeastWorth)
{
    /// <summary>
    /// Describes an instrument by the coarser of the catalogue's steps and the venue's: whole steps of the
    /// result are whole steps of the venue.
    /// </summary>
    /// <param name="instrument">By the catalogue.</param>
    /// <param name="price">By which the least worth is told in units, quote currency; above zero.</param>
    public Instrument Describe(Instrument instrument, decimal price)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        decimal lot = Coarser(instrument.Lot, Lot);
        decimal worth = price > 0 ? LeastWorth / (price * instrument.Multiplier) : 0;
        decimal least = Math.Max(instrument.MinimumQuantity, Math.Max(LeastQuantity, worth));
        return new(
            instrument.Id, instrument.Kind, instrument.Currency, Coarser(instrument.Tick, Tick), lot,
            Math.Ceiling(least / lot) * lot, instrument.Multiplier, instrument.Tradable,
            instrument.AllowsShort);
    }

    private static decimal Coarser(decimal catalogue, decimal venue) =>
        venue <= 0 ? catalogue : Math.Ceiling(catalogue / venue) * venue;
}
