using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class PriceStepTests
{
    [Theory]
    [InlineData(99.99, true)]
    [InlineData(100.00, true)]
    [InlineData(100.005, false)]
    public void Measure_Limit_PassesOnWholeTicksOnly(double limit, bool passes) =>
        Assert.Equal(passes, Some.Reading(new PriceStep(), Some.Order(limit: (decimal)limit)).Passed);

    [Fact]
    public void Measure_MarketOrder_HasNoPriceToMeasure() => Assert.Equal(
        "A Market order has no price of its own.", Some.Reading(new PriceStep()).Reason);

    [Fact]
    public void Measure_LimitOrderWithoutAPrice_IsRefused() =>
        Assert.False(Some.Reading(new PriceStep(), Some.Order(type: OrderType.Limit)).Passed);

    [Fact]
    public void Explain_OffTheTicks_GivesBothNumbers() => Assert.Equal(
        "Price 100.005 is 0.005 off the ticks of 0.01.",
        Some.Reading(new PriceStep(), Some.Order(limit: 100.005m)).Reason);
}
