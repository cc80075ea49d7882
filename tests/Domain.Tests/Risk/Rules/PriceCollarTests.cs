using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class PriceCollarTests
{
    private static readonly RiskLimits Limits = new() { PriceCollar = Ratio.FromPercent(5) };

    private readonly PriceCollar _rule = new();

    [Theory]
    [InlineData(OrderSide.Buy, 104.99, true)]
    [InlineData(OrderSide.Buy, 105.00, true)]
    [InlineData(OrderSide.Buy, 105.01, false)]
    [InlineData(OrderSide.Buy, 50.00, true)]
    [InlineData(OrderSide.Sell, 95.01, true)]
    [InlineData(OrderSide.Sell, 95.00, true)]
    [InlineData(OrderSide.Sell, 94.99, false)]
    [InlineData(OrderSide.Sell, 200.00, true)]
    public void Measure_Limit_PassesUpToTheCollarAndNotBeyond(OrderSide side, double limit, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, Some.Order(side: side, limit: (decimal)limit), limits: Limits).Passed);

    [Fact]
    public void Measure_MarketOrder_IsHeldAgainstThePriceItWasDecidedOn() =>
        Assert.False(Some.Reading(_rule, Some.Order(reference: 106m), limits: Limits).Passed);

    [Fact]
    public void Measure_ExitFarFromTheReference_IsRefusedToo() => Assert.False(Some.Reading(
        _rule, Some.Order(side: OrderSide.Sell, limit: 90m),
        Some.Situation(Some.Portfolio(held: Some.Held(10))), limits: Limits).Passed);

    [Fact]
    public void Measure_NegativeReference_IsMeasuredByItsSize() => Assert.Equal(
        0.1m,
        Some.Reading(
            _rule, Some.Order(limit: -36m),
            Some.Situation(outlooks: [Some.Outlook(reference: -40m)]), limits: Limits).Measured);

    [Fact]
    public void Measure_NoReference_IsRefused() => Assert.False(
        Some.Reading(_rule, situation: Some.Situation(outlooks: [Some.Outlook(reference: 0m)]), limits: Limits).Passed);

    [Fact]
    public void Explain_BeyondTheCollar_GivesBothNumbers() => Assert.Equal(
        "The price is 10.0 % worse than the reference, more than 5.0 %.",
        Some.Reading(_rule, Some.Order(limit: 110m), limits: Limits).Reason);
}
