namespace TradingBase.Testing.Exchange;

/// <summary>What an order asks for, once the wire has read it.</summary>
/// <param name="Symbol">The venue's name.</param>
/// <param name="ClientId">The client's own id, or null.</param>
/// <param name="IsBuy">Whether it buys.</param>
/// <param name="Kind">How it trades.</param>
/// <param name="Quantity">In base.</param>
public sealed record ExchangeTicket(
    string Symbol, string? ClientId, bool IsBuy, ExchangeOrderKind Kind, decimal Quantity)
{
    /// <summary>Worst price, for limit kinds.</summary>
    public decimal? Limit { get; init; }

    /// <summary>Where a stop is reached, for stop kinds.</summary>
    public decimal? Stop { get; init; }

    /// <summary>How long it stays.</summary>
    public ExchangeValidity Validity { get; init; }

    /// <summary>Waits until then and takes what there is, as an order at the close does; null takes at
    /// once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Expires then, as an order for the day does; null stays.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Refuse it rather than let it trade at once.</summary>
    public bool RestOnly { get; init; }
}
