namespace TradingBase.Portfolio;

/// <summary>Says which legs of a hedging account a trade changes.</summary>
/// <remarks>
/// At every moment long less short is what a netting account would hold. Source: hedging accounts in
/// <c>nautilus_trader</c>'s docs (positions), and the position sides of Binance's futures.
/// </remarks>
public static class HedgedLegs
{
    /// <summary>Splits a trade into what it does to each leg.</summary>
    /// <param name="trade">What was dealt.</param>
    /// <param name="reduceOnly">Whether its order could only close the other side.</param>
    /// <param name="closable">Units held on the side that it would close; zero or more.</param>
    /// <returns>
    /// One or two trades that sum to it: what closes first, the rest opens. The fee is with the first.
    /// </returns>
    public static IReadOnlyList<(PositionLeg Leg, Trade Trade)> Split(
        Trade trade, bool reduceOnly, decimal closable)
    {
        ArgumentNullException.ThrowIfNull(trade);
        PositionLeg opens = Opens(trade), closes = Closes(trade);
        if (trade.Replaced > 0)
        {
            // What is put right stays on the leg on which it was booked.
            return [(reduceOnly ? closes : opens, trade)];
        }

        decimal units = Math.Abs(trade.SignedQuantity);
        decimal closed = reduceOnly ? Math.Min(units, Check.NotNegative(closable)) : 0;
        if (closed == 0 || closed == units)
        {
            return [(closed == 0 ? opens : closes, trade)];
        }

        int sign = Math.Sign(trade.SignedQuantity);
        return
        [
            (closes, Part(trade, sign * closed, trade.Fee)),
            (opens, Part(trade, sign * (units - closed), 0)),
        ];
    }

    /// <summary>The leg that a trade would close.</summary>
    public static PositionLeg Closes(Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.SignedQuantity > 0 ? PositionLeg.ShortSide : PositionLeg.LongSide;
    }

    private static PositionLeg Opens(Trade trade) =>
        trade.SignedQuantity > 0 ? PositionLeg.LongSide : PositionLeg.ShortSide;

    private static Trade Part(Trade trade, decimal signedQuantity, decimal fee) => new(
        trade.Instrument, trade.Currency, trade.Multiplier, signedQuantity, trade.Price, fee,
        trade.FeeCurrency, trade.AtUtc);
}
