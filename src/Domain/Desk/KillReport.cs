namespace TradingBase.Desk;

/// <summary>What a kill has done.</summary>
/// <param name="Request">Who asked for what.</param>
/// <param name="Venues">Every venue, ordered by name.</param>
/// <param name="AtUtc">As of when, desk time, UTC.</param>
/// <param name="Ended">Whether nothing more is tried.</param>
public sealed record KillReport(
    KillRequest Request, IReadOnlyList<VenueKill> Venues, DateTimeOffset AtUtc, bool Ended)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "kill";

    /// <summary>Whether no order works and, where that was asked for, nothing is held.</summary>
    public bool Complete => Venues.All(venue =>
        venue.OpenOrders == 0 && (!Request.Flatten || venue.Positions.All(held => held.Left == 0)));
}
