namespace TradingBase.Portfolio;

/// <summary>Applies trades to positions.</summary>
/// <remarks>
/// At every moment realised + unrealised = cash flow + value, to within the last digit of the average price.
/// Source: the netting account of <c>nautilus_trader</c>'s docs (positions): crossing zero closes, then
/// opens.
/// </remarks>
public static class PositionMath
{
    // A third of a unit has no last digit; sums of units have to.
    private const int SplitDigits = 12;

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
        decimal realised = Reprice(quantity, ref average, trade);
        realised += Net(ref quantity, ref average, trade.Moved, trade.Price);

        // A fee in the traded coin takes units away for nothing: a sale at a price of zero.
        realised += Net(ref quantity, ref average, -trade.FeeInUnits, 0);

        Position? now = quantity == 0
            ? null
            : new(trade.Instrument, trade.Currency, trade.Multiplier, quantity, average, trade.Price,
                trade.AtUtc)
            {
                Leg = held?.Leg ?? PositionLeg.Net,
            };
        return new(now, realised * trade.Multiplier, trade.CashFlow);
    }

    /// <summary>What a position would gain if it were closed at a price, quote currency.</summary>
    public static decimal Unrealised(Position position, decimal price)
    {
        ArgumentNullException.ThrowIfNull(position);
        return (price - position.AveragePrice) * position.Quantity * position.Multiplier;
    }

    /// <summary>Changes the units by a share split: what the position cost and is worth stays.</summary>
    /// <param name="held">What was held before.</param>
    /// <param name="to">New units for <paramref name="from"/> old ones; greater than zero.</param>
    /// <param name="from">Old units; greater than zero.</param>
    /// <returns>The position after it, to twelve digits of a unit; null when less is left.</returns>
    public static Position? Split(Position held, decimal to, decimal from)
    {
        ArgumentNullException.ThrowIfNull(held);
        decimal quantity = Math.Round(
            held.Quantity * Check.Positive(to) / Check.Positive(from), SplitDigits, MidpointRounding.ToEven);
        return quantity == 0
            ? null
            : held with
            {
                Quantity = quantity,
                AveragePrice = held.AveragePrice * held.Quantity / quantity,
                LastPrice = held.LastPrice * held.Quantity / quantity,
            };
    }

    // Units that were booked before cost something else: what is held of them carries the difference on, what
    // was closed since has gained so much less.
    private static decimal Reprice(decimal quantity, ref decimal average, Trade trade)
    {
        if (trade.Replaced == 0)
        {
            return 0;
        }

        int sign = Math.Sign(trade.SignedQuantity);
        decimal difference = (trade.Price * trade.Replaced) - trade.ReplacedValue;
        decimal held = Math.Sign(quantity) == sign ? Math.Min(Math.Abs(quantity), trade.Replaced) : 0;
        decimal carried = held == trade.Replaced ? difference : difference * held / trade.Replaced;
        average += held == 0 ? 0 : carried / Math.Abs(quantity);
        return -sign * (difference - carried);
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
