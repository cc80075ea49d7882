using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxGrossExposureTests
{
    private static readonly RiskLimits Limits = new() { MaxGrossExposure = Ratio.FromPercent(25) };

    // Equity is 10,000; units are worth 100.
    [Theory]
    [InlineData(24, true)]
    [InlineData(25, true)]
    [InlineData(26, false)]
    public void Measure_NewRisk_PassesUpToTheLimitAndNotBeyond(int quantity, bool passes)
    {
        RuleReading reading = Read(Some.Order(quantity), 10_000m);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(quantity / 100m, reading.Measured);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Measure_PositionsAndOpenOrders_Count(int quantity, bool passes)
    {
        RiskSituation situation = Some.Situation(
            Some.Portfolio(9_000m, held: Some.Held(10)), working: [Some.Order(5, id: "working")]);

        Assert.Equal(passes,
            Some.Reading(new MaxGrossExposure(), Some.Order(quantity), situation, Limits).Passed);
    }

    [Fact]
    public void Measure_OrderThatShrinks_PassesBeyondTheLimit()
    {
        RuleReading reading = Read(Some.Order(10, OrderSide.Sell), 1_000m, Some.Held(90));

        Assert.True(reading.Passed);
        Assert.Equal(
            "Gross exposure would be 90.0 % of equity at worst, more than 25.0 %, but the order "
                + "only shrinks a position.",
            reading.Reason);
    }

    [Fact]
    public void Measure_NoEquity_AllowsNoShareOfIt()
    {
        RuleReading reading = Read(Some.Order(), 0m);

        Assert.False(reading.Passed);
        Assert.Equal("Equity is 0.00 USD, so no share of it is left.", reading.Reason);
    }

    [Fact]
    public void Measure_LongAndShort_AddUp() => Assert.Equal(
        0.4m, Read(Some.Order(), 10_000m, Some.Held(15, Some.Instrument("MSFT")),
            Some.Held(-15, Some.Gold())).Measured);

    private static RuleReading Read(ProposedOrder order, decimal cash, params MarkedPosition[] held) =>
        Some.Reading(new MaxGrossExposure(), order, Some.Situation(Some.Portfolio(cash, held: held)),
            Limits);
}
