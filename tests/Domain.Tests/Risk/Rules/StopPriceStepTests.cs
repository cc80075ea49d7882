using System.Globalization;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class StopPriceStepTests
{
    [Theory]
    [InlineData("100.99", true)]
    [InlineData("101", true)]
    [InlineData("101.005", false)]
    public void Measure_StopPrice_MustBeWholeTicks(string stop, bool passes) => Assert.Equal(
        passes, Read(OrderType.Stop, decimal.Parse(stop, CultureInfo.InvariantCulture)).Passed);

    [Theory]
    [InlineData(OrderType.Stop, null, "A Stop order needs a stop price.")]
    [InlineData(OrderType.StopLimit, null, "A StopLimit order needs a stop price.")]
    [InlineData(OrderType.Limit, 101, "A Limit order takes no stop price, and 101 is given.")]
    [InlineData(OrderType.Market, 101, "A Market order takes no stop price, and 101 is given.")]
    public void Measure_MissingOrSuperfluous_IsRefused(OrderType type, int? stop, string reason)
    {
        RuleReading reading = Read(type, stop);

        Assert.Equal((false, reason), (reading.Passed, reading.Reason));
    }

    [Fact]
    public void Measure_OrderThatShrinks_IsBoundToo() => Assert.False(Some.Reading(
        new StopPriceStep(), Some.Order(1, OrderSide.Sell, type: OrderType.Stop) with { StopPrice = 98.001m },
        Some.Situation(Some.Portfolio(held: Some.Held(10)))).Passed);

    private static RuleReading Read(OrderType type, decimal? stop) =>
        Some.Reading(new StopPriceStep(), Some.Order(type: type) with { StopPrice = stop });
}
