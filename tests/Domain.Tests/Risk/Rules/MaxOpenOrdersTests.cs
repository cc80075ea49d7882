using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxOpenOrdersTests
{
    private readonly MaxOpenOrders _rule = new(new RiskLimits { MaxOpenOrders = 2 });

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Measure_OneMoreOrder_PassesUpToTheLimitAndNotBeyond(int open, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, situation: Situation(open)).Passed);

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "3 orders would be open, more than 2.", Some.Reading(_rule, situation: Situation(2)).Reason);

    private static RiskSituation Situation(int open) => Some.Situation(
        working: [.. Enumerable.Range(0, open).Select(i => Some.Order(i + 1, id: $"working-{i}"))]);
}
