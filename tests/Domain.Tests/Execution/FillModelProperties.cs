using FsCheck;
using FsCheck.Fluent;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Execution;

/// <summary>What must hold of fills in any bar.</summary>
public sealed class FillModelProperties
{
    // Prices in tenths of a tick, so that most lie between ticks; some below zero.
    private static readonly Gen<(ProposedOrder Order, Bar Bar)> Cases =
        from low in Gen.Choose(-2_000, 100_000)
        from range in Gen.Frequency((3, Gen.Choose(0, 400)), (1, Gen.Choose(0, 9)))
        from open in Gen.Choose(0, range)
        from close in Gen.Choose(0, range)
        from volume in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 100_000)))
        from quantity in Gen.Choose(1, 5_000)
        from side in Gen.Elements(OrderSide.Buy, OrderSide.Sell)
        from limit in Gen.Frequency((1, Gen.Constant<int?>(null)),
            (1, Gen.Choose(-50, 50).Select(i => (int?)i)))
        select (
            Some.Order(quantity, side, limit: Math.Round((low + open) / 1_000m, 2) + (limit / 100m)),
            Some.Bar(
                close: (low + close) / 1_000m, open: (low + open) / 1_000m, high: (low + range) / 1_000m,
                low: low / 1_000m, volume: volume));

    private static readonly SlippageTerms Costs = new(SlippageKind.Auto, Bps: 5m);

    [Fact]
    public void AFillIsInTheBarInWholeLotsAndWithinTheCap() => Property.ForAll(Cases, drawn =>
    {
        (ProposedOrder order, Bar bar) = drawn;

        BarFill fill = new FillModel(Ratio.FromPercent(2.5m)).Fill(order, order.Quantity, bar, Costs);

        Assert.InRange(fill.Quantity, 0, order.Quantity);
        Assert.Equal(0, fill.Quantity % order.Instrument.Lot);
        Assert.True(bar.Volume == 0 || fill.Quantity <= 0.025m * bar.Volume);
        Assert.Equal(fill.Quantity < order.Quantity, fill.Reason is not null);
        if (fill.Quantity > 0)
        {
            Assert.InRange(fill.Price, bar.Low, bar.High);
        }
    }, count: 2_000);

    [Fact]
    public void AFillIsNeverBetterThanTheOpenNorWorseThanTheLimit() => Property.ForAll(Cases, drawn =>
    {
        (ProposedOrder order, Bar bar) = drawn;
        decimal sign = order.Side is OrderSide.Buy ? 1 : -1;

        BarFill fill = new FillModel(Ratio.FromPercent(2.5m)).Fill(order, order.Quantity, bar, Costs);

        if (fill.Quantity > 0 && order.LimitPrice is { } limit)
        {
            Assert.True(sign * fill.Price <= sign * limit);
            Assert.True(sign * fill.Price >= Math.Min(sign * bar.Open, sign * limit));
        }
        else if (fill.Quantity > 0)
        {
            Assert.True(sign * fill.Price >= sign * bar.Open);
        }
    }, count: 2_000);
}
