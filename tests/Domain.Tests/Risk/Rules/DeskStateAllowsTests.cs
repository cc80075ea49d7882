using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class DeskStateAllowsTests
{
    [Theory]
    [InlineData(TradingState.Active, true, true)]
    [InlineData(TradingState.Reducing, false, true)]
    [InlineData(TradingState.Halted, false, false)]
    public void Measure_EachState_LetsPassWhatItMay(TradingState state, bool growing, bool shrinking)
    {
        RiskSituation situation = Some.Situation(Some.Portfolio(held: Some.Held(10)), state: state);

        Assert.Equal(growing, Some.Reading(new DeskStateAllows(), Some.Order(), situation).Passed);
        Assert.Equal(
            shrinking,
            Some.Reading(new DeskStateAllows(), Some.Order(side: OrderSide.Sell), situation).Passed);
    }

    [Fact]
    public void Explain_Reducing_SaysWhatStillPasses() => Assert.Equal(
        "The desk is Reducing: only orders that shrink a position pass.",
        Some.Reading(new DeskStateAllows(), situation: Some.Situation(state: TradingState.Reducing)).Reason);
}
