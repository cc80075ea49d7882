using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MinOrderNotionalTests
{
    private static readonly RiskLimits Limits = new() { MinOrderNotional = 1_000m };

    private readonly MinOrderNotional _rule = new();

    // A unit is worth 100.
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    public void Measure_Order_PassesFromTheLimitOn(int quantity, bool passes)
    {
        RuleReading reading = Some.Reading(_rule, Some.Order(quantity), limits: Limits);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal(quantity * 100m, reading.Measured);
        Assert.Equal("USD", reading.Unit);
    }

    [Fact]
    public void Measure_WithoutARate_IsRefused() => Assert.False(
        Some.Reading(_rule, Some.Order(instrument: Some.Instrument("NONE")), limits: Limits).Passed);
}
