using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MarketOrderTakenTests
{
    [Theory]
    [InlineData(OrderType.Market, null, null, false)]
    [InlineData(OrderType.MarketOnOpen, null, null, false)]
    [InlineData(OrderType.MarketOnClose, null, null, false)]
    [InlineData(OrderType.Stop, null, 101, false)]
    [InlineData(OrderType.Limit, 100, null, true)]
    [InlineData(OrderType.StopLimit, 102, 101, true)]
    public void Measure_VenueWithoutMarketOrders_TakesOnlyPrices(
        OrderType type, int? limit, int? stop, bool passes) => Assert.Equal(
        passes,
        Read(Some.Order(type: type, limit: limit) with { StopPrice = stop }, "us-equities").Passed);

    [Fact]
    public void Measure_AnotherVenue_TakesThem() => Assert.True(Read(Some.Order(), "crypto-spot").Passed);

    [Fact]
    public void Measure_OrderThatShrinks_IsBoundToo() => Assert.False(Some.Reading(
        new MarketOrderTaken(), Some.Order(side: OrderSide.Sell),
        Some.Situation(Some.Portfolio(held: Some.Held(10))) with
        {
            NoMarketOrders = new HashSet<string> { "us-equities" },
        }).Passed);

    private static RuleReading Read(ProposedOrder order, string market) => Some.Reading(
        new MarketOrderTaken(), order,
        Some.Situation() with { NoMarketOrders = new HashSet<string> { market } });
}
