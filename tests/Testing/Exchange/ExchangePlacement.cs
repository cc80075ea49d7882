namespace TradingBase.Testing.Exchange;

/// <summary>What became of a ticket: an order, or a refusal.</summary>
public sealed record ExchangePlacement(ExchangeOrder? Order, ExchangeRefusal? Refusal)
{
    /// <summary>Whether the order is an earlier one with the same client id.</summary>
    public bool Earlier { get; init; }
}
