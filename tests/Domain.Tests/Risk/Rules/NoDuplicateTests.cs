using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class NoDuplicateTests
{
    private static readonly RiskLimits Limits = new() { DuplicateWindow = TimeSpan.FromSeconds(60) };

    private readonly NoDuplicate _rule = new();

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void Measure_LikeOrder_PassesOnlyAfterTheWindow(int secondsAgo, bool passes) =>
        Assert.Equal(passes,
            Read(Some.Order(id: "earlier", decidedAt: Some.DeskTime.AddSeconds(-secondsAgo))).Passed);

    [Fact]
    public void Measure_SameId_IsRefusedAtAnyAge() => Assert.Equal(
        "The order id order-1 is taken.",
        Read(Some.Order(3, OrderSide.Sell, decidedAt: Some.DeskTime.AddDays(-300))).Reason);

    [Fact]
    public void Measure_OtherSideQuantityPriceOrInstrument_IsAnotherOrder()
    {
        Assert.True(Read(Some.Order(side: OrderSide.Sell, id: "earlier")).Passed);
        Assert.True(Read(Some.Order(11, id: "earlier")).Passed);
        Assert.True(Read(Some.Order(limit: 100m, id: "earlier")).Passed);
        Assert.True(Read(Some.Order(instrument: Some.Instrument("MSFT"), id: "earlier")).Passed);
    }

    [Fact]
    public void Measure_WorkingOrders_CountAsRecentOnes() => Assert.False(
        Some.Reading(_rule, situation: Some.Situation(working: [Some.Order(id: "working")]), limits: Limits).Passed);

    [Fact]
    public void Explain_LikeOrder_GivesBothNumbers() => Assert.Equal(
        "A like order was decided 5 s apart, within 60 s.",
        Read(Some.Order(id: "earlier", decidedAt: Some.DeskTime.AddSeconds(-5))).Reason);

    private RuleReading Read(ProposedOrder earlier) =>
        Some.Reading(_rule, situation: Some.Situation(recent: [earlier]), limits: Limits);
}
