using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

public sealed class FillModelTests
{
    private static readonly SlippageTerms Costs = new(SlippageKind.Auto, Bps: 5m);
    private static readonly Bar Silent = Some.Bar(open: 100m, high: 102m, low: 98m, close: 101m, volume: 0m);

    private readonly FillModel _model = new(Ratio.FromPercent(2.5m));

    [Theory]
    [InlineData(OrderSide.Buy, 100.05)]
    [InlineData(OrderSide.Sell, 99.95)]
    public void Fill_MarketOrder_FillsAtTheOpenWithSlippage(OrderSide side, double price) =>
        Assert.Equal(
            new BarFill(10, (decimal)price, null, BarMoment.Open), Fill(Some.Order(side: side), Silent));

    [Theory]
    [InlineData(OrderSide.Buy, 100.06)]
    [InlineData(OrderSide.Sell, 99.95)]
    public void Fill_PriceBetweenTicks_IsRoundedAgainstTheOrder(OrderSide side, double price) => Assert.Equal(
        (decimal)price, Fill(Some.Order(side: side), Silent with { Open = 100.004m }).Price);

    [Fact]
    public void Fill_MarketOnOpen_FillsAsAMarketOrder() =>
        Assert.Equal(100.05m, Fill(Some.Order(type: OrderType.MarketOnOpen), Silent).Price);

    // A touch does not fill; a gap fills at the open, in the order's favour.
    [Theory]
    [InlineData(OrderSide.Buy, 97.99, 0)]
    [InlineData(OrderSide.Buy, 98.00, 0)]
    [InlineData(OrderSide.Buy, 98.01, 98.01)]
    [InlineData(OrderSide.Buy, 101.00, 100.00)]
    [InlineData(OrderSide.Sell, 102.01, 0)]
    [InlineData(OrderSide.Sell, 102.00, 0)]
    [InlineData(OrderSide.Sell, 101.99, 101.99)]
    [InlineData(OrderSide.Sell, 99.00, 100.00)]
    public void Fill_Limit_MustBePassed(OrderSide side, double limit, double price)
    {
        BarFill fill = Fill(Some.Order(side: side, limit: (decimal)limit), Silent);

        Assert.Equal((decimal)price, fill.Price);
        Assert.Equal(price > 0 ? 10m : 0m, fill.Quantity);
        Assert.Equal(price == 0, fill.Reason is not null);
    }

    [Theory]
    [InlineData(400, 10)]
    [InlineData(399, 9)]
    [InlineData(40, 1)]
    [InlineData(39, 0)]
    public void Fill_ReportedVolume_CapsAtAShareInWholeLots(int volume, int filled)
    {
        BarFill fill = Fill(Some.Order(), Silent with { Volume = volume });

        Assert.Equal(filled, fill.Quantity);
        Assert.Equal(filled < 10, fill.Reason is not null);
    }

    [Fact]
    public void Fill_VolumeNotReported_FillsWhole() =>
        Assert.Equal(1_000_000m, Fill(Some.Order(1_000_000m), Silent).Quantity);

    [Theory]
    [InlineData(OrderSide.Buy)]
    [InlineData(OrderSide.Sell)]
    public void Fill_BarOfOnePriceOffTheTicks_FillsAtThatPrice(OrderSide side)
    {
        Bar flat = Some.Bar(close: 100.005m, volume: 0m);

        Assert.Equal(100.005m, Fill(Some.Order(side: side), flat).Price);
    }

    [Fact]
    public void Fill_SlippageBeyondTheBar_StopsAtItsLastTick()
    {
        Bar narrow = Some.Bar(open: 100m, high: 100.025m, low: 99.985m, close: 100m, volume: 0m);

        Assert.Equal(100.02m, Fill(Some.Order(), narrow).Price);
        Assert.Equal(99.99m, Fill(Some.Order(side: OrderSide.Sell), narrow).Price);
    }

    [Fact]
    public void Construct_NoParticipation_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FillModel(default));

    private BarFill Fill(ProposedOrder order, Bar bar) => _model.Fill(order, order.Quantity, bar, Costs);
}
