using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>An open order as its venue tells it.</summary>
/// <param name="VenueOrderId">The venue's own id.</param>
/// <param name="ClientOrderId">The id that it was sent with, or null when it was sent without.</param>
/// <param name="Instrument">What is traded.</param>
/// <param name="Side">Which way.</param>
/// <param name="Quantity">Units, greater than zero; null for an order of an amount of money.</param>
/// <param name="Filled">Units filled so far.</param>
/// <param name="LimitPrice">Quote currency, or null.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="AtUtc">When the venue took it, UTC.</param>
public sealed record VenueOrder(
    string VenueOrderId, string? ClientOrderId, InstrumentId Instrument, OrderSide Side, decimal? Quantity,
    decimal Filled, decimal? LimitPrice, OrderStatus Status, DateTimeOffset AtUtc)
{
    /// <summary>The amount that it is of, quote currency; null for an order of units.</summary>
    public decimal? Worth { get; init; }
}
