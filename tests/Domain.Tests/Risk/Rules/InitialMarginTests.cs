using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class InitialMarginTests
{
    // Equity is 10,000; a unit of 100 binds half of it.
    private static readonly RiskLimits Limits = new() { InitialMargin = Ratio.FromPercent(50) };

    [Theory]
    [InlineData(199, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Measure_NewRisk_PassesWhileEquityCoversItsMargin(int quantity, bool passes)
    {
        RuleReading reading = Read(Some.Order(quantity), Some.Situation());

        Assert.Equal(passes, reading.Passed);
        Assert.Equal((quantity * 50m, 10_000m, "USD"), (reading.Measured, reading.Limit, reading.Unit));
    }

    [Fact]
    public void Measure_ShortPositionsOpenOrdersAndMultipliers_BindTooAtTheirWorst()
    {
        Instrument gold = Some.Gold();
        Instrument future = new(gold.Id, gold.Kind, gold.Currency, gold.Tick, gold.Lot, 0, 5m, true, true);
        RiskSituation situation = Some.Situation(
            Some.Portfolio(held: Some.Held(-10, future)), [Some.Outlook(future)],
            working: [Some.Order(2, OrderSide.Sell, future, "open")]);

        Assert.Equal(3_500m, Read(Some.Order(2, OrderSide.Sell, future), situation).Measured);
    }

    [Fact]
    public void Measure_LayerOfAnInstrument_BindsMoreOfItAlone()
    {
        RiskLimits limits = Limits with
        {
            Instruments = new Dictionary<InstrumentId, LimitLayer>
            {
                [Some.Instrument().Id] = new() { InitialMargin = Ratio.FromPercent(100) },
            },
        };
        RiskSituation situation = Some.Situation(
            Some.Portfolio(9_000m, held: Some.Held(10, Some.Instrument("MSFT"))));

        Assert.Equal(
            1_500m, Some.Reading(new InitialMargin(), Some.Order(), situation, limits).Measured);
    }

    [Fact]
    public void Measure_OrderThatShrinks_PassesBeyondTheLimit() => Assert.True(Read(
        Some.Order(1, OrderSide.Sell), Some.Situation(Some.Portfolio(-90_000m, held: Some.Held(1_000)))).Passed);

    private static RuleReading Read(ProposedOrder order, RiskSituation situation) =>
        Some.Reading(new InitialMargin(), order, situation, Limits);
}
