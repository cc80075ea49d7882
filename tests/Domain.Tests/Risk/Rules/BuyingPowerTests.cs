using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class BuyingPowerTests
{
    private static readonly RiskLimits Limits = new() { BuyingPowerBuffer = Ratio.FromPercent(10) };

    // Ten units at 100 need 1,000 and a tenth of it on top.
    [Theory]
    [InlineData(1_101, true)]
    [InlineData(1_100, true)]
    [InlineData(1_099, false)]
    public void Measure_Buy_PassesWhileFreeCashCoversItWithTheBuffer(int cash, bool passes)
    {
        RuleReading reading = Read(Some.Order(), Some.Portfolio(cash));

        Assert.Equal(passes, reading.Passed);
        Assert.Equal((1_100m, (decimal)cash, "USD"), (reading.Measured, reading.Limit, reading.Unit));
    }

    [Fact]
    public void Measure_OpenBuys_AreReservedFirst()
    {
        RiskSituation situation = Some.Situation(Some.Portfolio(2_199m),
            working: [Some.Order(id: "earlier")]);

        RuleReading reading = Some.Reading(new BuyingPower(), Some.Order(), situation, Limits);

        Assert.False(reading.Passed);
        Assert.Equal(2_200m, reading.Measured);
    }

    // Short ten at 100: the proceeds of 1,000 are locked, and half of that again; 1,650 with the buffer.
    [Theory]
    [InlineData(551, true)]
    [InlineData(550, true)]
    [InlineData(549, false)]
    public void Measure_ShortSale_NeedsItsMargin(int cash, bool passes)
    {
        Instrument gold = Some.Gold();
        RiskSituation situation = Some.Situation(Some.Portfolio(cash), [Some.Outlook(gold)]);

        RuleReading reading = Some.Reading(
            new BuyingPower(), Some.Order(10, OrderSide.Sell, gold), situation, Limits);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(550m, reading.Measured);
    }

    [Fact]
    public void Measure_ShortPositions_LockProceedsAndMargin()
    {
        MarkedPosition shorted = Some.Held(-10, Some.Gold());

        RuleReading reading = Read(Some.Order(), Some.Portfolio(2_600m, held: [shorted]));

        Assert.Equal(1_100m, reading.Limit);
        Assert.True(reading.Passed);
    }

    [Fact]
    public void Measure_OrderThatShrinks_PassesWithoutAnyCash()
    {
        RiskSituation situation = Some.Situation(
            Some.Portfolio(-5_000m, held: [Some.Held(-10, Some.Gold())]), [Some.Outlook(Some.Gold())]);

        RuleReading reading = Some.Reading(
            new BuyingPower(), Some.Order(10, OrderSide.Buy, Some.Gold()), situation, Limits);

        Assert.True(reading.Passed);
        Assert.EndsWith("but the order only shrinks a position.", reading.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_CurrencyWithoutARate_IsNotGuessed()
    {
        Instrument yen = Some.Gold() with { Currency = "JPY" };

        RuleReading reading = Some.Reading(
            new BuyingPower(), Some.Order(1, instrument: yen),
            Some.Situation(outlooks: [Some.Outlook(yen)]));

        Assert.False(reading.Passed);
        Assert.Equal("Not everything can be counted in USD: a rate is missing.", reading.Reason);
    }

    private static RuleReading Read(ProposedOrder order, PortfolioState portfolio) =>
        Some.Reading(new BuyingPower(), order, Some.Situation(portfolio), Limits);
}
