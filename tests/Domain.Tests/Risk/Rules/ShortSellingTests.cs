using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class ShortSellingTests
{
    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Measure_Sale_PassesUpToWhatIsHeldAndNotBeyond(int quantity, bool passes) =>
        Assert.Equal(passes, Read(Some.Order(quantity, OrderSide.Sell)).Passed);

    [Fact]
    public void Measure_OpenSells_AreTakenFromWhatIsHeld()
    {
        RuleReading reading = Read(Some.Order(5, OrderSide.Sell),
            Some.Order(6, OrderSide.Sell, id: "working"));

        Assert.False(reading.Passed);
        Assert.Equal(
            "Open sells and this one go 1 beyond the 10 held; AAPL@us-equities may not be "
                + "short.", reading.Reason);
    }

    [Fact]
    public void Measure_OpenBuys_AreNotHeldYet() =>
        Assert.False(Read(Some.Order(11, OrderSide.Sell), Some.Order(5, id: "working")).Passed);

    [Fact]
    public void Measure_InstrumentThatMayBeShort_Passes() => Assert.True(Some.Reading(
        new ShortSelling(), Some.Order(5, OrderSide.Sell, Some.Gold()),
        Some.Situation(outlooks: [Some.Outlook(Some.Gold())])).Passed);

    [Fact]
    public void Measure_Buy_IsNoShortSale() =>
        Assert.Equal("A buy is no short sale.", Read(Some.Order()).Reason);

    private static RuleReading Read(ProposedOrder order, params ProposedOrder[] working) => Some.Reading(
        new ShortSelling(), order, Some.Situation(Some.Portfolio(held: Some.Held(10)), working: working));
}
