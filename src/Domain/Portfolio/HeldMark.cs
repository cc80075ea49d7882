namespace TradingBase.Portfolio;

/// <summary>What a position was marked with last, for when nobody tells its price any more.</summary>
/// <param name="Price">Quote currency per unit.</param>
/// <param name="KnownAt">When that price became known, UTC.</param>
/// <param name="FilledPrice">Price of the position's last fill then, quote currency.</param>
/// <param name="FilledAt">When that fill was, UTC.</param>
public readonly record struct HeldMark(
    decimal Price, DateTimeOffset KnownAt, decimal FilledPrice, DateTimeOffset FilledAt)
{
    /// <summary>Keeps what a position is marked with.</summary>
    public static HeldMark Of(MarkedPosition held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return new(held.Mark, held.MarkedAt, held.Position.LastPrice, held.Position.LastFillAt);
    }

    /// <summary>The mark for the position as it is now.</summary>
    /// <param name="held">The same instrument.</param>
    /// <returns>
    /// The price, divided where a split divided that of the same last fill; the age stays that of the price.
    /// </returns>
    public PriceMark For(Position held)
    {
        ArgumentNullException.ThrowIfNull(held);
        bool split = held.LastFillAt == FilledAt && held.LastPrice != FilledPrice && FilledPrice != 0;
        return new(split ? Price * held.LastPrice / FilledPrice : Price, KnownAt);
    }
}
