using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxMarketExposureTests
{
    private static readonly RiskLimits Limits = new() { MaxMarketExposure = Ratio.FromPercent(25) };

    // Equity is 10,000; units are worth 100.
    [Theory]
    [InlineData(24, true)]
    [InlineData(25, true)]
    [InlineData(26, false)]
    public void Measure_NewRisk_PassesUpToTheLimitAndNotBeyond(int quantity, bool passes)
    {
        RuleReading reading = Read(Some.Order(quantity));

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(quantity / 100m, reading.Measured);
    }

    [Fact]
    public void Measure_OtherInstrumentsOfTheMarket_AddUpAndOtherMarketsDoNot()
    {
        MarkedPosition[] held = [Some.Held(10, Some.Instrument("MSFT")), Some.Held(20, Some.Gold())];

        Assert.Equal(0.2m, Read(Some.Order(10), held).Measured);
    }

    [Fact]
    public void Measure_WorkingOrdersOfTheMarket_Count() => Assert.Equal(
        0.15m,
        Some.Reading(
            new MaxMarketExposure(), Some.Order(10), Some.Situation(
                working: [Some.Order(5, instrument: Some.Instrument("MSFT"), id: "working")])).Measured);

    [Fact]
    public void Measure_OrderThatShrinks_PassesBeyondTheLimit() => Assert.True(
        Read(Some.Order(10, OrderSide.Sell), Some.Held(90)).Passed);

    [Fact]
    public void Explain_Beyond_NamesTheMarketAndBothNumbers() => Assert.Equal(
        "us-equities would be 30.0 % of equity at worst, more than 25.0 %.", Read(Some.Order(30)).Reason);

    private static RuleReading Read(ProposedOrder order, params MarkedPosition[] held) =>
        Some.Reading(
            new MaxMarketExposure(), order,
            Some.Situation(Some.Portfolio(10_000m - held.Sum(position => position.Value), held: held)), Limits);
}
