using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxOpenOrdersTests
{
    private static readonly RiskLimits Limits = new() { MaxOpenOrders = 2 };

    private readonly MaxOpenOrders _rule = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Measure_OneMoreOrder_PassesUpToTheLimitAndNotBeyond(int open, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, situation: Situation(open), limits: Limits).Passed);

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "3 orders would be open, more than 2.", Some.Reading(_rule, situation: Situation(2), limits: Limits).Reason);

    private static RiskSituation Situation(int open) => Some.Situation(
        working: [.. Enumerable.Range(0, open).Select(i => Some.Order(i + 1, id: $"working-{i}"))]);
}
