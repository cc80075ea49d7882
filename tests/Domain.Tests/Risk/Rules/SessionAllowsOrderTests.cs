using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class SessionAllowsOrderTests
{
    [Fact]
    public void Measure_MarketThatTakesOrders_Passes() =>
        Assert.True(Some.Reading(new SessionAllowsOrder()).Passed);

    [Fact]
    public void Measure_MarketThatTakesNone_IsRefused()
    {
        RuleReading reading = Some.Reading(
            new SessionAllowsOrder(), situation: Some.Situation(sessionAllows: false));

        Assert.False(reading.Passed);
        Assert.Equal("us-equities takes no Market order now.", reading.Reason);
    }
}
