namespace TradingBase.Desk;

/// <summary>What a kill has done at one venue.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="Canceled">Orders that it was asked to take back, as far as it tells.</param>
/// <param name="OpenOrders">
/// Orders that still worked when it was asked last; null when it did not say.
/// </param>
/// <param name="Positions">What was held when the kill began, and what is left.</param>
/// <param name="Trouble">Why it did not answer, the last time it did not, or null.</param>
public sealed record VenueKill(
    string Venue, int Canceled, int? OpenOrders, IReadOnlyList<KilledPosition> Positions, string? Trouble);
