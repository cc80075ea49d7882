namespace TradingBase.Testing.Exchange;

/// <summary>One trade of one order.</summary>
/// <param name="Id">The venue's number, rising from 1.</param>
/// <param name="Order">Whose trade it is.</param>
/// <param name="Quantity">Base.</param>
/// <param name="Price">Quote for one base.</param>
/// <param name="Fee">In <paramref name="FeeAsset"/>, zero or more.</param>
/// <param name="FeeAsset">What the fee was taken in.</param>
/// <param name="IsMaker">Whether the order rested.</param>
/// <param name="At">When, venue time.</param>
public sealed record ExchangeTrade(
    long Id, ExchangeOrder Order, decimal Quantity, decimal Price, decimal Fee, string FeeAsset,
    bool IsMaker, DateTimeOffset At);
