namespace TradingBase.Desk;

/// <summary>That a person wants an order changed: taken back, and what is left ordered anew.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="Quantity">Most units of the new order, or null for all that are left.</param>
/// <param name="LimitPrice">Quote currency, or null for the old one.</param>
/// <param name="By">Who.</param>
/// <param name="Why">A sentence.</param>
/// <param name="AtUtc">When, UTC.</param>
public sealed record ReplacementWish(
    string ClientOrderId, decimal? Quantity, decimal? LimitPrice, string By, string Why, DateTimeOffset AtUtc)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "replacement-wish";
}
