namespace TradingBase.Desk;

/// <summary>How often somebody began anew to look after an order.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="Times">One or more.</param>
/// <param name="LastAt">When it was last, UTC.</param>
public sealed record TakenUp(string ClientOrderId, int Times, DateTimeOffset LastAt)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "order-taken-up";

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Before when it is not begun anew again: what fails each time is tried more seldom.</summary>
    /// <value>UTC; a minute after the first time, twice as long each time, at most an hour.</value>
    public DateTimeOffset NotBefore =>
        LastAt + TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(Times - 1, 6)));
}
