using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class NotRestrictedTests
{
    private static readonly InstrumentId Apple = Some.Instrument().Id;

    [Fact]
    public void Measure_WithoutALayerAgainstIt_Passes() => Assert.True(Read(new()).Passed);

    [Fact]
    public void Measure_AnyLayerAgainstIt_Refuses()
    {
        Assert.False(Read(new() { Restricted = [Apple] }).Passed);
        Assert.False(Read(new() { Allowed = [new("MSFT", "us-equities")] }).Passed);
        Assert.False(Read(new() { MayTrade = false }).Passed);
        Assert.False(Read(new()
        {
            Instruments = new Dictionary<InstrumentId, LimitLayer> { [Apple] = new() { MayTrade = false } },
        }).Passed);
    }

    [Fact]
    public void Measure_OrderThatShrinks_IsBoundToo() => Assert.Equal(
        "AAPL@us-equities is restricted for 'conviction-weighted'.",
        Some.Reading(
            new NotRestricted(), Some.Order(side: OrderSide.Sell),
            Some.Situation(Some.Portfolio(held: Some.Held(10))), new() { Restricted = [Apple] }).Reason);

    private static RuleReading Read(RiskLimits limits) =>
        Some.Reading(new NotRestricted(), null, null, limits);
}
