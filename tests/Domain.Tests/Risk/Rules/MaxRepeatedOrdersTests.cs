using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxRepeatedOrdersTests
{
    private static readonly RiskLimits Limits = new()
    {
        MaxRepeats = 3, RepeatWindow = TimeSpan.FromMinutes(10),
    };

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Measure_SameCourse_PassesUpToTheLimit(int earlier, bool passes)
    {
        RuleReading reading = Read([.. Enumerable.Range(0, earlier).Select(i => Earlier(i))]);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(earlier + 1m, reading.Measured);
    }

    [Fact]
    public void Measure_OtherSideInstrumentStrategyOrTime_IsAnotherCourse()
    {
        Assert.Equal(1m, Read(Earlier(0) with { Side = OrderSide.Sell }).Measured);
        Assert.Equal(1m, Read(Earlier(0) with { Instrument = Some.Instrument("MSFT") }).Measured);
        Assert.Equal(1m, Read(Earlier(0) with { Strategy = "another" }).Measured);
        Assert.Equal(1m, Read(Earlier(0) with { DecidedAt = Some.DeskTime.AddMinutes(-10) }).Measured);
    }

    [Fact]
    public void Explain_Beyond_NamesStrategyCourseAndBothNumbers() => Assert.Equal(
        "'conviction-weighted' would buy AAPL@us-equities for the 4. time in 600 s, more than 3.",
        Read(Earlier(0), Earlier(1), Earlier(2)).Reason);

    private static ProposedOrder Earlier(int number) => Some.Order(
        20 + number, id: $"earlier-{number}", decidedAt: Some.DeskTime.AddMinutes(-5));

    private static RuleReading Read(params ProposedOrder[] recent) =>
        Some.Reading(new MaxRepeatedOrders(), null, Some.Situation(recent: recent), Limits);
}
