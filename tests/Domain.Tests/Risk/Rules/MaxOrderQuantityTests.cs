using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxOrderQuantityTests
{
    private static readonly RiskLimits Limits = new() { MaxOrderQuantity = 100m };

    private readonly MaxOrderQuantity _rule = new();

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Measure_Quantity_PassesUpToTheLimitAndNotBeyond(int quantity, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, Some.Order(quantity), limits: Limits).Passed);

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "Quantity 101 is more than 100.", Some.Reading(_rule, Some.Order(101), limits: Limits).Reason);
}
