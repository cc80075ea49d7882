using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxRejectionsTests
{
    private static readonly RiskLimits Limits = new() { MaxRejections = 3 };

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Measure_RejectionsInARow_PassUpToTheLimit(int rejections, bool passes)
    {
        RuleReading reading = Read(Some.Order(), rejections);

        Assert.Equal(passes, reading.Passed);
        Assert.Equal((rejections, 3m), (reading.Measured, reading.Limit));
    }

    [Fact]
    public void Measure_OtherMarkets_DoNotCount() =>
        Assert.Equal(0m, Read(Some.Order(), 9, "crypto-spot").Measured);

    [Fact]
    public void Measure_OrderThatShrinks_PassesBeyondTheLimit() => Assert.True(
        Read(Some.Order(5, OrderSide.Sell), 9).Passed);

    private static RuleReading Read(ProposedOrder order, int rejections, string market = "us-equities") =>
        Some.Reading(
            new MaxRejections(), order,
            Some.Situation(Some.Portfolio(held: Some.Held(10))) with
            {
                Rejections = new Dictionary<string, int> { [market] = rejections },
            },
            Limits);
}
