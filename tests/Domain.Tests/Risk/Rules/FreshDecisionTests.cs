using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class FreshDecisionTests
{
    private static readonly RiskLimits Limits = new() { DecisionTimeToLive = TimeSpan.FromSeconds(60) };

    private readonly FreshDecision _rule = new();

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Measure_Decision_PassesUpToItsAgeAndNotBeyond(int seconds, bool passes) => Assert.Equal(
        passes, Some.Reading(_rule, Some.Order(decidedAt: Some.DeskTime.AddSeconds(-seconds)), limits: Limits).Passed);

    [Fact]
    public void Measure_DecisionOfTheFuture_IsRefused()
    {
        RuleReading reading = Some.Reading(_rule, Some.Order(decidedAt: Some.DeskTime.AddSeconds(1)), limits: Limits);

        Assert.False(reading.Passed);
        Assert.Equal("The decision is dated 1 s after the desk time.", reading.Reason);
    }

    [Fact]
    public void Measure_OldExit_IsRefusedToo() => Assert.False(Some.Reading(
        _rule, Some.Order(side: OrderSide.Sell, decidedAt: Some.DeskTime.AddSeconds(-61)),
        Some.Situation(Some.Portfolio(held: Some.Held(10))), Limits).Passed);

    [Fact]
    public void Explain_OldDecision_GivesBothNumbers() => Assert.Equal(
        "The decision is 61 s old, more than 60 s.",
        Some.Reading(_rule, Some.Order(decidedAt: Some.DeskTime.AddSeconds(-61)), limits: Limits).Reason);
}
