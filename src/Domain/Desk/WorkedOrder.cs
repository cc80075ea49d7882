namespace TradingBase.Desk;

/// <summary>How far an order is worked in slices.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="StartedAt">Desk time at which that began, UTC.</param>
/// <param name="Next">Number of the first slice that was not cut yet.</param>
public sealed record WorkedOrder(string ClientOrderId, DateTimeOffset StartedAt, int Next)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "worked-order";
}
