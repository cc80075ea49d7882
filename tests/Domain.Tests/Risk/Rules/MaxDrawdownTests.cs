using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxDrawdownTests
{
    private static readonly RiskLimits Limits = new() { MaxDrawdown = Ratio.FromPercent(10) };

    private readonly MaxDrawdown _rule = new();

    [Theory]
    [InlineData(9_001, true)]
    [InlineData(9_000, true)]
    [InlineData(8_999, false)]
    public void Measure_NewRisk_PassesUpToTheLimitAndNotBeyond(int equity, bool passes) => Assert.Equal(
        passes, Some.Reading(_rule, situation: Some.Situation(Some.Portfolio(equity, peak: 10_000m)), limits: Limits).Passed);

    [Fact]
    public void Measure_OrderThatShrinks_PassesAtAnyDrawdown() => Assert.True(Some.Reading(
        _rule, Some.Order(side: OrderSide.Sell),
        Some.Situation(Some.Portfolio(0m, peak: 10_000m, held: Some.Held(10))), limits: Limits).Passed);

    [Fact]
    public void Measure_OrderThatCrossesZero_IsNoExit() => Assert.False(Some.Reading(
        _rule, Some.Order(11, OrderSide.Sell),
        Some.Situation(Some.Portfolio(0m, peak: 10_000m, held: Some.Held(10))), limits: Limits).Passed);

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "Drawdown 15.0 % is deeper than 10.0 %.",
        Some.Reading(_rule, situation: Some.Situation(Some.Portfolio(8_500m, peak: 10_000m)), limits: Limits).Reason);
}
