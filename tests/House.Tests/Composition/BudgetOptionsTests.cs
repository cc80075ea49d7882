using TradingBase.Composition;

namespace TradingBase.House.Tests.Composition;

public sealed class BudgetOptionsTests
{
    [Theory]
    [InlineData("""{"account":"desk"},{"account":"market:moon"}""", "$.compute.budgets[1].account")]
    [InlineData("""{"account":"desk"},{"account":"analyst:nobody"}""", "$.compute.budgets[1].account")]
    [InlineData("""{"account":"dsek"}""", "$.compute.budgets[0].account")]
    [InlineData("""{"account":"market:fx"}""", "$.compute.budgets")]
    [InlineData("", "$.compute.budgets")]
    [InlineData("""{"account":"desk"},{"account":"desk","usdPerDay":3}""", "$.compute.budgets[1].account")]
    public void Read_ABudgetThatBoundsNobodyOrLeavesTheDeskUnbound_IsNamed(string budgets, string path) =>
        Assert.Contains(
            path,
            Assert.Throws<ConfigurationException>(() => Read(budgets)).Mistakes.Select(one => one.Path));

    [Fact]
    public void Read_BudgetsOfDeskMarketAndAnalyst_AreTaken() => Assert.Equal(
        [("desk", 10m), ("market:fx", 2m), ("analyst:research", 0m)],
        Read("""
            {"account":"desk"},{"account":"market:fx","usdPerDay":2},{"account":"analyst:research","usdPerDay":0}
            """).Compute.Budgets.Select(budget => (budget.Account, budget.UsdPerDay)));

    private static TradingBaseOptions Read(string budgets) =>
        OptionsReader.Read($"{{\"compute\":{{\"budgets\":[{budgets}]}}}}", "a test");
}
