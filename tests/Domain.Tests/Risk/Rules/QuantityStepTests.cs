using TradingBase.Markets;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class QuantityStepTests
{
    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.5, false)]
    [InlineData(2.0, true)]
    public void Measure_Quantity_PassesInWholeLotsOnly(double quantity, bool passes) =>
        Assert.Equal(passes, Some.Reading(new QuantityStep(), Some.Order((decimal)quantity)).Passed);

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public void Measure_Quantity_PassesFromTheSmallestOrderOn(int quantity, bool passes)
    {
        Instrument five = new(
            Some.Instrument().Id, InstrumentKind.Equity, "USD", 0.01m, Lot: 1m, MinimumQuantity: 5m, 1m,
            Tradable: true, AllowsShort: false);

        Assert.Equal(
            passes,
            Some.Reading(
                new QuantityStep(), Some.Order(quantity, instrument: five),
                Some.Situation(outlooks: [Some.Outlook(five)])).Passed);
    }

    [Fact]
    public void Measure_LotsOfTheOrderItself_DoNotCount()
    {
        Instrument finer = new(
            Some.Instrument().Id, InstrumentKind.Equity, "USD", 0.01m, Lot: 0.1m, 0m, 1m, Tradable: true,
            AllowsShort: false);

        Assert.False(Some.Reading(new QuantityStep(), Some.Order(1.5m, instrument: finer)).Passed);
    }

    [Fact]
    public void Explain_BrokenLot_GivesBothNumbers() => Assert.Equal(
        "Quantity 1.5 is 0.5 more than whole lots of 1.",
        Some.Reading(new QuantityStep(), Some.Order(1.5m)).Reason);
}
