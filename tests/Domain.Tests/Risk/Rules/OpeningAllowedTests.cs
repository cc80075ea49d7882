using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class OpeningAllowedTests
{
    private static readonly RiskLimits Limits = new() { MayOpen = false };

    [Fact]
    public void Measure_OrderThatOpensOrGrows_IsRefused()
    {
        Assert.False(Read(Some.Order(instrument: Some.Instrument("MSFT")), Limits).Passed);
        Assert.False(Read(Some.Order(), Limits).Passed);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Measure_OrderThatShrinks_PassesUpToWhatIsHeld(int quantity, bool passes) => Assert.Equal(
        passes, Read(Some.Order(quantity, OrderSide.Sell), Limits).Passed);

    [Fact]
    public void Measure_WhereOpeningIsAllowed_Passes() => Assert.True(Read(Some.Order(), new()).Passed);

    private static RuleReading Read(ProposedOrder order, RiskLimits limits) => Some.Reading(
        new OpeningAllowed(), order, Some.Situation(Some.Portfolio(held: Some.Held(10))), limits);
}
