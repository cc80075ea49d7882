using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

/// <summary>Where in a bar of 100, 102, 98, 101 each type of order is dealt.</summary>
public sealed class BarWalkTests
{
    private static readonly SlippageTerms None = new(SlippageKind.None, 0);
    private static readonly SlippageTerms Constant = new(SlippageKind.Constant, Bps: 10m);
    private static readonly Bar Silent = Some.Bar(open: 100m, high: 102m, low: 98m, close: 101m, volume: 0m);

    private readonly FillModel _model = new(Ratio.FromPercent(2.5m));

    // A touch sets a stop off; what opens beyond it is filled at the open, the worse.
    [Theory]
    [InlineData(OrderSide.Buy, 102.01, 0, BarMoment.Open)]
    [InlineData(OrderSide.Buy, 102.00, 102.00, BarMoment.Inside)]
    [InlineData(OrderSide.Buy, 101.00, 101.00, BarMoment.Inside)]
    [InlineData(OrderSide.Buy, 100.00, 100.00, BarMoment.Open)]
    [InlineData(OrderSide.Buy, 99.00, 100.00, BarMoment.Open)]
    [InlineData(OrderSide.Sell, 97.99, 0, BarMoment.Open)]
    [InlineData(OrderSide.Sell, 98.00, 98.00, BarMoment.Inside)]
    [InlineData(OrderSide.Sell, 99.00, 99.00, BarMoment.Inside)]
    [InlineData(OrderSide.Sell, 101.00, 100.00, BarMoment.Open)]
    public void Fill_Stop_TakesItselfOrTheOpenWhicheverIsWorse(
        OrderSide side, double stop, double price, BarMoment moment)
    {
        BarFill fill = Fill(Stop(side, stop), Silent, None);

        Assert.Equal(((decimal)price, moment), (fill.Price, fill.Moment));
        Assert.Equal((price > 0, price == 0), (fill.Triggered, fill.Reason is not null));
    }

    [Theory]
    [InlineData(OrderSide.Buy, 101, 101.11)]
    [InlineData(OrderSide.Sell, 99, 98.90)]
    public void Fill_Stop_SlipsBeyondItself(OrderSide side, double stop, double price) =>
        Assert.Equal((decimal)price, Fill(Stop(side, stop), Silent, Constant).Price);

    [Fact]
    public void Fill_StopThatWasReachedBefore_IsAMarketOrder() => Assert.Equal(
        100m, _model.Fill(Stop(OrderSide.Buy, 150), 10m, Silent, None, triggered: true).Price);

    [Theory]
    [InlineData(OrderSide.Buy, 101.00)]
    [InlineData(OrderSide.Sell, 101.00)]
    public void Fill_MarketOnClose_TakesTheClose(OrderSide side, double price)
    {
        BarFill fill = Fill(Some.Order(side: side, type: OrderType.MarketOnClose), Silent, None);

        Assert.Equal(((decimal)price, BarMoment.Close, false), (fill.Price, fill.Moment, fill.Maker));
    }

    [Fact]
    public void Fill_MarketOnClose_SlipsAgainstTheOrder()
    {
        Assert.Equal(101.11m, Fill(Some.Order(type: OrderType.MarketOnClose), Silent, Constant).Price);
        Assert.Equal(
            100.89m, Fill(Some.Order(side: OrderSide.Sell, type: OrderType.MarketOnClose), Silent, Constant)
                .Price);
    }

    // Stop and limit in one bar: the low may have been before the stop, the close was after it.
    [Theory]
    [InlineData(OrderSide.Buy, 101.00, 101.50, 101.00, false)] // takes at the stop
    [InlineData(OrderSide.Buy, 101.50, 101.20, 101.20, true)]  // the close is beyond it
    [InlineData(OrderSide.Buy, 101.50, 101.00, 0, false)]       // the close only touches
    [InlineData(OrderSide.Buy, 101.50, 99.00, 0, false)]        // 98 may have been first
    [InlineData(OrderSide.Buy, 100.00, 99.00, 99.00, true)]     // set off by the open: all of the bar is after
    [InlineData(OrderSide.Buy, 99.00, 100.50, 100.00, false)]   // takes at the open
    [InlineData(OrderSide.Sell, 99.00, 98.50, 99.00, false)]
    [InlineData(OrderSide.Sell, 98.50, 100.50, 100.50, true)]
    [InlineData(OrderSide.Sell, 98.50, 101.50, 0, false)]
    public void Fill_StopLimit_AssumesTheWorseCameFirst(
        OrderSide side, double stop, double limit, double price, bool maker)
    {
        BarFill fill = Fill(StopLimit(side, stop, limit), Silent, None);

        Assert.Equal(((decimal)price, maker, true), (fill.Price, fill.Maker, fill.Triggered));
        Assert.Equal(price > 0 ? 10m : 0m, fill.Quantity);
    }

    [Fact]
    public void Fill_StopLimit_NeverSlipsBeyondItsLimit()
    {
        Assert.Equal(101.05m, Fill(StopLimit(OrderSide.Buy, 101, 101.05), Silent, Constant).Price);
        Assert.Equal(98.95m, Fill(StopLimit(OrderSide.Sell, 99, 98.95), Silent, Constant).Price);
        Assert.Equal(100.04m, Fill(StopLimit(OrderSide.Buy, 99, 100.04), Silent, Constant).Price);
    }

    [Fact]
    public void Fill_StopLimitThatWasReachedBefore_IsALimit()
    {
        ProposedOrder order = StopLimit(OrderSide.Buy, 150, 99);

        Assert.Equal(99m, _model.Fill(order, 10m, Silent, None, triggered: true).Price);
        Assert.Equal(0m, Fill(order, Silent, None).Price);
    }

    [Theory]
    [InlineData(OrderSide.Buy, 99.00, BarMoment.Inside, true)]
    [InlineData(OrderSide.Buy, 101.00, BarMoment.Open, false)]
    public void Fill_Limit_MakesWhereItWaitedAndTakesAtTheOpen(
        OrderSide side, double limit, BarMoment moment, bool maker)
    {
        BarFill fill = Fill(Some.Order(side: side, limit: (decimal)limit), Silent, None);

        Assert.Equal((moment, maker), (fill.Moment, fill.Maker));
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel)]
    [InlineData(TimeInForce.FillOrKill)]
    public void Fill_LimitAtOnce_IsFilledByTheOpenOrNotAtAll(TimeInForce time)
    {
        Assert.Equal(0m, Fill(Some.Order(limit: 99m) with { TimeInForce = time }, Silent, None).Quantity);
        Assert.Equal(0m, Fill(Some.Order(limit: 100m) with { TimeInForce = time }, Silent, None).Quantity);
        Assert.Equal(100m, Fill(Some.Order(limit: 100.01m) with { TimeInForce = time }, Silent, None).Price);
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, 9)]
    [InlineData(TimeInForce.FillOrKill, 0)]
    public void Fill_LessThanWanted_IsTakenOrLeft(TimeInForce time, int filled) => Assert.Equal(
        filled, Fill(Some.Order() with { TimeInForce = time }, Silent with { Volume = 399 }, None).Quantity);

    [Fact]
    public void Fill_BarThatOwnOrdersUsed_GivesWhatIsLeft()
    {
        Bar bar = Silent with { Volume = 400 };

        Assert.Equal(4m, _model.Fill(Some.Order(), 10m, bar, None, used: 6m).Quantity);
        Assert.Equal(0m, _model.Fill(Some.Order(), 10m, bar, None, used: 10m).Quantity);
        Assert.Equal(0m, _model.Fill(Some.Order(), 10m, bar, None, used: 11m).Quantity);
    }

    [Theory]
    [InlineData(OrderType.Limit)]
    [InlineData(OrderType.Stop)]
    public void Fill_WithoutThePriceOfItsType_IsRefused(OrderType type) =>
        Assert.Throws<ArgumentException>(() => Fill(Some.Order(type: type), Silent, None));

    [Fact]
    public void Fill_Chances_ComeAsOftenAsTheyShallAndAlwaysTheSame()
    {
        FillModel model = new(Ratio.FromPercent(2.5m), new(Touch: 0.3, TickSlip: 0.3));
        ProposedOrder[] orders = [.. Enumerable.Range(0, 2_000).Select(i => Some.Order(id: $"order-{i}"))];

        int touched = orders.Count(order =>
            model.Fill(order with { Type = OrderType.Limit, LimitPrice = 98m }, 10m, Silent, None)
                .Quantity > 0);
        int slipped = orders.Count(order => model.Fill(order, 10m, Silent, None).Price == 100.01m);

        Assert.InRange(touched, 540, 660);
        Assert.InRange(slipped, 540, 660);
        Assert.All(orders.Take(50), order => Assert.Equal(
            model.Fill(order, 10m, Silent, None), model.Fill(order, 10m, Silent, None)));
    }

    private static ProposedOrder Stop(OrderSide side, double stop) =>
        Some.Order(side: side, type: OrderType.Stop) with { StopPrice = (decimal)stop };

    private static ProposedOrder StopLimit(OrderSide side, double stop, double limit) =>
        Some.Order(side: side, type: OrderType.StopLimit, limit: (decimal)limit) with
        {
            StopPrice = (decimal)stop,
        };

    private BarFill Fill(ProposedOrder order, Bar bar, SlippageTerms slippage) =>
        _model.Fill(order, order.Quantity, bar, slippage);
}
