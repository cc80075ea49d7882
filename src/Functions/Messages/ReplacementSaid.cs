namespace TradingBase.Functions.Messages;

/// <summary>Body of <c>POST /api/orders/ID/replacement</c>.</summary>
/// <param name="By">The person who wants it.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Quantity">Most units of the new order, or null for all that are left.</param>
/// <param name="LimitPrice">Quote currency, or null for the old one.</param>
public sealed record ReplacementSaid(
    string By, string Why, decimal? Quantity = null, decimal? LimitPrice = null)
{
    /// <summary>Says what is wrong, or null.</summary>
    internal string? FindMistake() =>
        Quantity is null && LimitPrice is null
            ? "A new quantity or limitPrice was expected, neither was found."
        : Quantity <= 0 ? $"At $.quantity: a quantity above zero was expected, {Quantity} was found."
        : LimitPrice <= 0 ? $"At $.limitPrice: a price above zero was expected, {LimitPrice} was found."
        : PersonSays.FindMistake(By, Why);
}
