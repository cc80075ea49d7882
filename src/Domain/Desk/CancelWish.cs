namespace TradingBase.Desk;

/// <summary>That a person wants an order back; the first wish stands.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="By">Who.</param>
/// <param name="Why">A sentence.</param>
/// <param name="AtUtc">When, UTC.</param>
public sealed record CancelWish(string ClientOrderId, string By, string Why, DateTimeOffset AtUtc)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "cancel-wish";
}
