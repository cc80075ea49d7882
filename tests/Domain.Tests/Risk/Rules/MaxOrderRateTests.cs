using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxOrderRateTests
{
    private static readonly RiskLimits Limits = new()
    {
        MaxOrdersInWindow = 3, OrderRateWindow = TimeSpan.FromSeconds(60),
    };

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Measure_OrdersWithinTheWindow_PassUpToTheLimit(int earlier, bool passes)
    {
        RuleReading reading = Read([.. Enumerable.Range(0, earlier).Select(i => Earlier(i, 10))]);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(earlier + 1m, reading.Measured);
    }

    [Fact]
    public void Measure_OrdersBeforeTheWindow_DoNotCount() => Assert.Equal(
        2m, Read([Earlier(0, 59), Earlier(1, 60), Earlier(2, 61)]).Measured);

    [Fact]
    public void Measure_AnOrderThatWorksAndIsRecent_CountsOnce() => Assert.Equal(
        2m,
        Some.Reading(
            new MaxOrderRate(), null,
            Some.Situation(working: [Earlier(0, 10)], recent: [Earlier(0, 10)]), Limits).Measured);

    [Fact]
    public void Judge_ApprovalsOfTheBatch_CountAndExitsAreBoundToo()
    {
        ProposedOrder[] batch = [.. Enumerable.Range(0, 4).Select(i => Earlier(i, 0) with
        {
            Side = OrderSide.Sell, Quantity = 1 + i,
        })];

        RiskVerdict verdict = Some.Gate().Judge(
            batch,
            Some.Situation(
                Some.Portfolio(held: Some.Held(20)), limits: Limits with { MaxRepeats = 100 }));

        Assert.Equal(
            [true, true, true, false], verdict.Orders.Select(order => order.Approved is not null));
        Assert.Equal("MaxOrderRate", Assert.Single(verdict.Orders[3].Denials()).Rule);
    }

    private static ProposedOrder Earlier(int number, int secondsAgo) =>
        Some.Order(20 + number, id: $"earlier-{number}", decidedAt: Some.DeskTime.AddSeconds(-secondsAgo));

    private static RuleReading Read(params ProposedOrder[] recent) =>
        Some.Reading(new MaxOrderRate(), null, Some.Situation(recent: recent), Limits);
}
