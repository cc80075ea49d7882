using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class ChildWithinParentTests
{
    // The parent is 100 AAPL; 60 of it are given to slices.
    [Theory]
    [InlineData(39, true)]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Measure_Slices_PassUpToTheirParentAndNotBeyond(int quantity, bool passes)
    {
        RuleReading reading = Read(Slice(quantity));

        Assert.Equal(passes, reading.Passed);
        Assert.Equal((60m + quantity, 100m), (reading.Measured, reading.Limit));
    }

    [Fact]
    public void Judge_SlicesOfABatch_CountOneAfterTheOther() => Assert.Equal(
        [true, true, false],
        Some.Gate().Judge(
            [Slice(10, "a"), Slice(10, "b"), Slice(21, "c")], Situation()).Orders
            .Select(order => order.Approved is not null));

    [Fact]
    public void Measure_UnknownParentOtherSideOrInstrument_IsRefused()
    {
        Assert.Equal("Its parent other is not known here.", Read(Slice(1) with { ParentId = "other" }).Reason);
        Assert.False(Read(Slice(1) with { Side = OrderSide.Sell }).Passed);
        Assert.False(Read(Slice(1) with { Instrument = Some.Instrument("MSFT") }).Passed);
    }

    [Fact]
    public void Measure_NoSlice_DoesNotApply() => Assert.True(Read(Some.Order(1_000)).Passed);

    [Fact]
    public void Measure_SliceOfAParentThatShrinks_IsBoundToo() => Assert.False(Some.Reading(
        new ChildWithinParent(), Slice(41) with { Side = OrderSide.Sell },
        Situation(OrderSide.Sell) with { Portfolio = Some.Portfolio(held: Some.Held(500)) }).Passed);

    private static ProposedOrder Slice(decimal quantity, string id = "slice") =>
        Some.Order(quantity, id: id) with { ParentId = "parent" };

    private static RiskSituation Situation(OrderSide side = OrderSide.Buy) =>
        Some.Situation() with
        {
            Parents = new Dictionary<string, ParentOrder>
            {
                ["parent"] = new(Some.Instrument().Id, side, 100m, 60m),
            },
        };

    private static RuleReading Read(ProposedOrder order) =>
        Some.Reading(new ChildWithinParent(), order, Situation());
}
