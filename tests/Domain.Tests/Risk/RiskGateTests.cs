using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk;

public sealed class RiskGateTests
{
    [Fact]
    public void Judge_OrderWithinAllLimits_IsApprovedWithEveryReading()
    {
        OrderVerdict verdict = Some.Gate().Judge([Some.Order()], Some.Situation()).Orders[0];

        Assert.Equal(Some.DeskTime, verdict.Approved?.ApprovedAt);
        Assert.Equal(Some.DeskTime.AddHours(1), verdict.Approved?.ExpiresAt);
        Assert.Equal(Some.Rules().Count, verdict.Readings.Count);
        Assert.Equal(verdict.Readings.Select(reading => reading.Rule).Order(StringComparer.Ordinal),
            verdict.Readings.Select(reading => reading.Rule));
        Assert.Empty(verdict.Denials());
    }

    [Fact]
    public void Judge_OrderBeyondSeveralLimits_ShowsEveryOneOfThem()
    {
        ProposedOrder order = Some.Order(100.5m, decidedAt: Some.DeskTime.AddDays(-2));

        OrderVerdict verdict = Some.Gate().Judge([order],
            Some.Situation(state: TradingState.Halted)).Orders[0];

        Assert.Null(verdict.Approved);
        Assert.Equal(
            [
                "BuyingPower", "DeskStateAllows", "FreshDecision", "MaxConcentration", "MaxGrossExposure",
                "MaxMarketExposure", "MaxNetExposure", "QuantityStep",
            ],
            verdict.Denials().Select(denial => denial.Rule));
    }

    [Fact]
    public void Judge_SecondOrderOfABatch_CountsTheFirstApproval()
    {
        RiskLimits limits = new() { MaxConcentration = Ratio.FromPercent(25) };

        RiskVerdict verdict = Some.Gate().Judge(
            [Some.Order(20, id: "first"), Some.Order(6, id: "second"), Some.Order(5, id: "third")],
            Some.Situation(limits: limits));

        Assert.Equal([true, false, true], verdict.Orders.Select(order => order.Approved is not null));
    }

    [Fact]
    public void Judge_TwoExitsThatEachFit_DoNotFlipThePositionTogether()
    {
        RiskSituation situation = Some.Situation(
            Some.Portfolio(0m, peak: 10_000m, held: Some.Held(10, Some.Gold())), [Some.Outlook(Some.Gold())]);

        RiskVerdict verdict = Some.Gate().Judge(
            [Exit(6, "first"), Exit(5, "second"), Exit(4, "third")], situation);

        Assert.Equal([true, false, true], verdict.Orders.Select(order => order.Approved is not null));
        Assert.All(
            verdict.Orders.Where(order => order.Approved is not null), order =>
                Assert.True(order.Approved!.Shrinks));
    }

    [Fact]
    public void Judge_SameIdTwiceInABatch_ApprovesOne() => Assert.Equal(
        [true, false],
        Some.Gate().Judge([Some.Order(), Some.Order(5)], Some.Situation()).Orders
            .Select(order => order.Approved is not null));

    [Fact]
    public void Judge_UnknownInstrument_IsDeniedAndNothingFails()
    {
        OrderVerdict verdict = Some.Gate().Judge(
            [Some.Order(decimal.MaxValue, instrument: Some.Instrument("NOPE"), limit: decimal.MaxValue)],
            Some.Situation()).Orders[0];

        Assert.Null(verdict.Approved);
        Assert.All(verdict.Readings, reading =>
            Assert.EndsWith(".", reading.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_WorkingOrderThatCannotBeValued_DeniesNewRisk()
    {
        RiskSituation situation = Some.Situation(
            working: [Some.Order(instrument: Some.Gold() with { Currency = "XYZ" }, id: "foreign")]);

        Assert.Contains(
            Some.Gate().Judge([Some.Order()], situation).Orders[0].Denials(), denial =>
                denial.Rule == "MaxGrossExposure");
    }

    [Fact]
    public void Construct_NoRuleOrTwoOfOneName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new RiskGate([], Some.Signer()));
        Assert.Throws<ArgumentException>(
            () => new RiskGate([new PriceStep(), new PriceStep()], Some.Signer()));
    }

    // The gate must one day judge a million orders a second: not one byte may be left behind for each.
    [Fact]
    public void Measure_ManyOrders_AllocatesNothing()
    {
        RiskGate gate = Some.Gate();
        ExposureBook book = new(Some.Situation());
        ProposedOrder order = Some.Order();
        var measures = new RuleMeasure[gate.RuleCount];
        _ = gate.Measure(book.Look(order), measures);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _ = gate.Measure(book.Look(order), measures);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ProposedOrder Exit(decimal quantity, string id) =>
        Some.Order(quantity, OrderSide.Sell, Some.Gold(), id);
}
