namespace TradingBase.Execution;

/// <summary>Everything a venue says of the desk's account.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="AtUtc">When it was asked, by the desk's clock, UTC: before the first answer.</param>
/// <param name="OpenOrders">Every open order, foreign ones too; ordered by the venue's id.</param>
/// <param name="Fills">
/// Every fill from the moment that was asked for on, oldest first; the client order id is empty for an order
/// that was sent without one.
/// </param>
/// <param name="Positions">What is held, ordered by instrument; no zero quantities.</param>
/// <param name="Cash">
/// Free and locked together, by currency; on a spot venue a coin that an instrument of the desk stands for
/// is a position and not cash.
/// </param>
public sealed record VenueAccount(
    string Venue, DateTimeOffset AtUtc, IReadOnlyList<VenueOrder> OpenOrders, IReadOnlyList<Fill> Fills,
    IReadOnlyList<VenuePosition> Positions, IReadOnlyDictionary<string, decimal> Cash);
