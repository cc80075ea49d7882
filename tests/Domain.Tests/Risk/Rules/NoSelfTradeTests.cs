using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class NoSelfTradeTests
{
    // An own sell works at 100.
    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(101, false)]
    public void Measure_Buy_PassesBelowTheLowestOwnSell(int limit, bool passes) => Assert.Equal(
        passes, Read(Some.Order(limit: limit), Working(OrderSide.Sell, 101), Working(OrderSide.Sell, 100)).Passed);

    // An own buy works at 100.
    [Theory]
    [InlineData(101, true)]
    [InlineData(100, false)]
    [InlineData(99, false)]
    public void Measure_Sell_PassesAboveTheHighestOwnBuy(int limit, bool passes) => Assert.Equal(
        passes,
        Read(Some.Order(5, OrderSide.Sell, limit: limit), Working(OrderSide.Buy, 99), Working(OrderSide.Buy, 100))
            .Passed);

    [Fact]
    public void Measure_MarketOrder_MeetsAnyOwnOrderOfTheOtherSide()
    {
        Assert.False(Read(Some.Order(), Working(OrderSide.Sell, 5_000)).Passed);
        Assert.False(Read(Some.Order(limit: 1), Working(OrderSide.Sell, null)).Passed);
        Assert.True(Read(Some.Order(), Working(OrderSide.Buy, null)).Passed);
        Assert.True(Read(Some.Order(instrument: Some.Instrument("MSFT")), Working(OrderSide.Sell, 100)).Passed);
    }

    [Fact]
    public void Judge_ApprovalsOfTheBatch_Count()
    {
        RiskVerdict verdict = Some.Gate().Judge(
            [Some.Order(5, OrderSide.Sell, id: "exit"), Some.Order(5, id: "entry")],
            Some.Situation(Some.Portfolio(held: Some.Held(10))));

        Assert.Equal("NoSelfTrade", Assert.Single(verdict.Orders[1].Denials()).Rule);
    }

    private static ProposedOrder Working(OrderSide side, decimal? limit) =>
        Some.Order(3, side, id: $"working-{side}-{limit}", limit: limit);

    private static RuleReading Read(ProposedOrder order, params ProposedOrder[] working) =>
        Some.Reading(
            new NoSelfTrade(), order, Some.Situation(Some.Portfolio(held: Some.Held(10)), working: working));
}
