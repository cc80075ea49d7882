using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class ReduceOnlyShrinksTests
{
    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void Measure_ReduceOnlySale_PassesUpToWhatIsHeldAndNotBeyond(int quantity, int beyond)
    {
        RuleReading reading = Read(Reduce(quantity, OrderSide.Sell));

        Assert.Equal((beyond == 0, beyond), (reading.Passed, reading.Measured));
    }

    [Fact]
    public void Measure_OpenSalesBefore_AreTakenFromWhatIsHeld() => Assert.Equal(
        2m, Read(Reduce(5, OrderSide.Sell), Some.Order(7, OrderSide.Sell, id: "open")).Measured);

    [Fact]
    public void Measure_ReduceOnlyBuyOfALong_IsRefused() =>
        Assert.Equal(3m, Read(Reduce(3, OrderSide.Buy)).Measured);

    [Fact]
    public void Measure_ReduceOnlyBuyOfAShort_Shrinks() => Assert.True(Some.Reading(
        new ReduceOnlyShrinks(), Reduce(10, OrderSide.Buy) with { Instrument = Some.Gold() },
        Some.Situation(Some.Portfolio(held: Some.Held(-10, Some.Gold())), [Some.Outlook(Some.Gold())])).Passed);

    [Fact]
    public void Measure_OrderThatMayGrow_DoesNotApply() => Assert.True(Read(Some.Order(50)).Passed);

    private static ProposedOrder Reduce(decimal quantity, OrderSide side) =>
        Some.Order(quantity, side) with { ReduceOnly = true };

    private static RuleReading Read(ProposedOrder order, params ProposedOrder[] working) => Some.Reading(
        new ReduceOnlyShrinks(), order,
        Some.Situation(Some.Portfolio(held: Some.Held(10)), working: working));
}
