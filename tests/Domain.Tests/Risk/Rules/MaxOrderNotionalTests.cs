using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class MaxOrderNotionalTests
{
    private static readonly RiskLimits Limits = new() { MaxOrderNotional = 1_000m };

    private readonly MaxOrderNotional _rule = new();

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Measure_Worth_PassesUpToTheLimitAndNotBeyond(int quantity, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, Some.Order(quantity), limits: Limits).Passed);

    [Fact]
    public void Measure_LimitAboveTheReference_CountsAtTheLimit() =>
        Assert.Equal(1_010m, Some.Reading(_rule, Some.Order(limit: 101m), limits: Limits).Measured);

    [Fact]
    public void Measure_LimitBelowTheReference_CountsAtTheReference() =>
        Assert.Equal(1_000m, Some.Reading(_rule, Some.Order(limit: 1m), limits: Limits).Measured);

    [Fact]
    public void Measure_OtherCurrency_CountsAtItsRate()
    {
        Instrument pound = Some.Instrument() with { Currency = "GBP" };
        Dictionary<string, decimal> rates = new() { ["USD"] = 1m, ["GBP"] = 1.25m };

        RuleReading reading = Some.Reading(
            _rule, Some.Order(instrument: pound),
            Some.Situation(Some.Portfolio(rates: rates), [Some.Outlook(pound)]), limits: Limits);

        Assert.Equal(1_250m, reading.Measured);
    }

    [Fact]
    public void Measure_ExitThatIsTooLarge_IsRefusedToo() => Assert.False(Some.Reading(
        _rule, Some.Order(11, OrderSide.Sell), Some.Situation(Some.Portfolio(held: Some.Held(11))), limits: Limits).Passed);

    [Fact]
    public void Measure_AbsurdNumbers_AreRefusedAndDoNotOverflow() => Assert.False(Some.Reading(
        _rule, Some.Order(decimal.MaxValue, limit: decimal.MaxValue), limits: Limits).Passed);

    [Fact]
    public void Explain_BeyondTheLimit_GivesBothNumbers() => Assert.Equal(
        "Worth 1100.00 is more than 1000.00 USD.", Some.Reading(_rule, Some.Order(11), limits: Limits).Reason);
}
