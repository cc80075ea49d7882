using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxVolumeShareTests
{
    private static readonly RiskLimits Limits = new() { MaxVolumeShare = Ratio.FromPercent(2.5m) };

    private readonly MaxVolumeShare _rule = new();

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, true)]
    [InlineData(26, false)]
    public void Measure_Share_PassesUpToTheLimitAndNotBeyond(int quantity, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, Some.Order(quantity), Volume(1_000m), limits: Limits).Passed);

    [Fact]
    public void Measure_VolumeNotReported_DoesNotApplyAndSaysSo()
    {
        RuleReading reading = Some.Reading(_rule, Some.Order(1_000_000m), Volume(0m), limits: Limits);

        Assert.True(reading.Passed);
        Assert.Equal("Volume is not reported, so no share of it applies.", reading.Reason);
    }

    [Fact]
    public void Measure_OpenOrdersOfTheSide_CountAndThoseOfTheOtherDoNot()
    {
        RiskSituation situation = Volume(
            1_000m, Some.Order(20, id: "buy"), Some.Order(20, OrderSide.Sell, id: "sell"));

        Assert.True(Some.Reading(_rule, Some.Order(5), situation, limits: Limits).Passed);
        Assert.False(Some.Reading(_rule, Some.Order(6), situation, limits: Limits).Passed);
    }

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "5.0 % of the day's volume is more than 2.5 "
            + "%.", Some.Reading(_rule, Some.Order(50), Volume(1_000m), limits: Limits).Reason);

    private static RiskSituation Volume(decimal volume, params ProposedOrder[] working) =>
        Some.Situation(outlooks: [Some.Outlook(volume: volume)], working: working);
}
