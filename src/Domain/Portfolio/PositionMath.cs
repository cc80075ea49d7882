namespace TradingBase.Portfolio;

/// <summary>Applies trades to positions.</summary>
/// <remarks>
/// At every moment realised + unrealised = cash flow + value, to within the last digit of the average price.
/// Source: the netting account of <c>nautilus_trader</c>'s docs (positions): crossing zero closes, then
/// opens.
/// </remarks>
public static class PositionMath
{
    /// <summary>Applies one trade.</summary>
    /// <param name="held">What was held before, or null for nothing.</param>
    /// <param name="trade">What was dealt.</param>
    /// <returns>The position after it, and what was realised.</returns>
    /// <exception cref="ArgumentException">The trade is of another instrument than the position.</exception>
    public static PositionChange Apply(Position? held, Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (held is not null && held.Instrument != trade.Instrument)
        {
            throw new ArgumentException($"A trade of {trade.Instrument} changes no "
                + $"{held.Instrument}.", nameof(trade));
        }

        decimal quantity = held?.Quantity ?? 0, average = held?.AveragePrice ?? 0;
        decimal realised = Net(ref quantity, ref average, trade.SignedQuantity, trade.Price);

        // A fee in the traded coin takes units away for nothing: a sale at a price of zero.
        realised += Net(ref quantity, ref average, -trade.FeeInUnits, 0);

        Position? now = quantity == 0
            ? null
            : new(trade.Instrument, trade.Currency, trade.Multiplier, quantity, average, trade.Price,
                trade.AtUtc);
        return new(now, realised * trade.Multiplier, trade.CashFlow);
    }

    /// <summary>What a position would gain if it were closed at a price, quote currency.</summary>
    public static decimal Unrealised(Position position, decimal price)
    {
        ArgumentNullException.ThrowIfNull(position);
        return (price - position.AveragePrice) * position.Quantity * position.Multiplier;
    }

    private static decimal Net(ref decimal quantity, ref decimal average, decimal traded, decimal price)
    {
        if (traded == 0)
        {
            return 0;
        }

        if (quantity == 0 || Math.Sign(quantity) == Math.Sign(traded))
        {
            average = ((average * quantity) + (price * traded)) / (quantity + traded);
            quantity += traded;
            return 0;
        }

        decimal closed = Math.Min(Math.Abs(quantity), Math.Abs(traded)) * Math.Sign(quantity);
        decimal realised = (price - average) * closed;
        bool crosses = Math.Abs(traded) > Math.Abs(quantity);
        quantity += traded;
        average = crosses ? price : quantity == 0 ? 0 : average;
        return realised;
    }
}
