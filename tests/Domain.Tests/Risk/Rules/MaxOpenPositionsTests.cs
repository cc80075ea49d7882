using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxOpenPositionsTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Measure_ThirdPosition_PassesUpToTheLimit(int limit, bool passes)
    {
        // One is held, one is on its way, the order would open the third.
        RiskSituation situation = Some.Situation(
            Some.Portfolio(held: Some.Held(10, Some.Gold())),
            working: [Some.Order(5, instrument: Some.Instrument("MSFT"), id: "working")]);

        RuleReading reading = Read(limit, Some.Order(), situation);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(3m, reading.Measured);
    }

    [Fact]
    public void Measure_MoreOfWhatIsHeld_OpensNothing() => Assert.Equal(
        1m, Read(1, Some.Order(), Some.Situation(Some.Portfolio(held: Some.Held(10)))).Measured);

    [Fact]
    public void Measure_OrderThatShrinks_PassesBeyondTheLimit() => Assert.True(
        Read(0, Some.Order(5, OrderSide.Sell), Some.Situation(Some.Portfolio(held: Some.Held(10)))).Passed);

    private static RuleReading Read(int limit, ProposedOrder order, RiskSituation situation) =>
        Some.Reading(new MaxOpenPositions(), order, situation, new() { MaxOpenPositions = limit });
}
