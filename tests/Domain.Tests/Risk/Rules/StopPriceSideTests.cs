using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class StopPriceSideTests
{
    // The reference is 100.
    [Theory]
    [InlineData(OrderSide.Buy, 99, null, false)]
    [InlineData(OrderSide.Buy, 100, null, true)]
    [InlineData(OrderSide.Buy, 101, null, true)]
    [InlineData(OrderSide.Sell, 99, null, true)]
    [InlineData(OrderSide.Sell, 100, null, true)]
    [InlineData(OrderSide.Sell, 101, null, false)]
    [InlineData(OrderSide.Buy, 101, 100, false)]
    [InlineData(OrderSide.Buy, 101, 101, true)]
    [InlineData(OrderSide.Buy, 101, 102, true)]
    [InlineData(OrderSide.Sell, 99, 100, false)]
    [InlineData(OrderSide.Sell, 99, 98, true)]
    public void Measure_Stop_LiesBeyondTheReferenceAndNoBetterThanItsLimit(
        OrderSide side, int stop, int? limit, bool passes) => Assert.Equal(
        passes, Read(Some.Order(1, side, limit: limit) with { StopPrice = stop }).Passed);

    [Fact]
    public void Measure_OrderThatShrinks_IsBoundToo() => Assert.False(Some.Reading(
        new StopPriceSide(), Some.Order(1, OrderSide.Sell) with { StopPrice = 101m },
        Some.Situation(Some.Portfolio(held: Some.Held(10)))).Passed);

    [Fact]
    public void Measure_OrderWithoutAStop_DoesNotApply() => Assert.True(Read(Some.Order()).Passed);

    [Fact]
    public void Measure_UnknownInstrument_HasNoReference() => Assert.Equal(
        "No reference price is known.",
        Read(Some.Order(instrument: Some.Instrument("NOPE")) with { StopPrice = decimal.MaxValue }).Reason);

    private static RuleReading Read(ProposedOrder order) => Some.Reading(new StopPriceSide(), order);
}
