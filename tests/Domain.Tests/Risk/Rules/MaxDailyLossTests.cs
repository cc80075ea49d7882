using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxDailyLossTests
{
    private static readonly RiskLimits Limits = new() { MaxDailyLoss = Ratio.FromPercent(3) };

    private readonly MaxDailyLoss _rule = new();

    [Theory]
    [InlineData(9_701, true)]
    [InlineData(9_700, true)]
    [InlineData(9_699, false)]
    [InlineData(12_000, true)]
    public void Measure_NewRisk_PassesUpToTheLimitAndNotBeyond(int equity, bool passes) => Assert.Equal(
        passes,
        Some.Reading(_rule, situation: Some.Situation(Some.Portfolio(equity, dayStart: 10_000m)), limits: Limits).Passed);

    [Fact]
    public void Measure_OrderThatShrinks_PassesAtAnyLoss() => Assert.True(Some.Reading(
        _rule, Some.Order(side: OrderSide.Sell),
        Some.Situation(Some.Portfolio(0m, dayStart: 10_000m, held: Some.Held(10))), limits: Limits).Passed);

    [Fact]
    public void Measure_DayBegunWithNothing_AllowsNoRisk() => Assert.False(Some.Reading(
        _rule, situation: Some.Situation(Some.Portfolio(100m, dayStart: 0m)), limits: Limits).Passed);

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "The day's loss 15.0 % is more than 3.0 %.",
        Some.Reading(_rule, situation: Some.Situation(Some.Portfolio(8_500m, dayStart: 10_000m)), limits: Limits).Reason);
}
