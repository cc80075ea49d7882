using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class NotSuspendedTests
{
    [Fact]
    public void Measure_SuspendedCourse_IsRefusedAndOthersAreNot()
    {
        Assert.False(Read(Some.Order()).Passed);
        Assert.True(Read(Some.Order(side: OrderSide.Sell)).Passed);
        Assert.True(Read(Some.Order() with { Strategy = "another" }).Passed);
        Assert.True(Read(Some.Order(instrument: Some.Instrument("MSFT"))).Passed);
    }

    [Fact]
    public void Measure_OrderThatShrinks_IsBoundToo() => Assert.False(Some.Reading(
        new NotSuspended(), Some.Order(5, instrument: Some.Gold()),
        Some.Situation(Some.Portfolio(held: Some.Held(-10, Some.Gold())), [Some.Outlook(Some.Gold())]) with
        {
            Suspended = new HashSet<OrderCourse> { OrderCourse.Of(Some.Order(instrument: Some.Gold())) },
        }).Passed);

    [Fact]
    public void Explain_Suspended_NamesTheCourse() => Assert.Equal(
        "'conviction-weighted' buys AAPL@us-equities too often: this is suspended until a person lifts it.",
        Read(Some.Order()).Reason);

    private static RuleReading Read(ProposedOrder order) => Some.Reading(
        new NotSuspended(), order,
        Some.Situation() with { Suspended = new HashSet<OrderCourse> { OrderCourse.Of(Some.Order()) } });
}
