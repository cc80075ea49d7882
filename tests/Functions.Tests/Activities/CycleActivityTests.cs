using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Activities that write the books, each run twice: the second run changes nothing.</summary>
public sealed class CycleActivityTests
{
    private static readonly CycleRequest Request = new("cycle-1", ["fx"], Some.DeskTime, "test");

    private readonly DeskRig _rig = new();

    [Fact]
    public async Task PlanCycle_NewDesk_DepositsOnceAndOpensActive()
    {
        await PlanAsync(Request);
        await PlanAsync(Request);

        Assert.Equal(1_000m, (await _rig.Ledger.ReadAsync(default)).Cash["USD"]);
        DeskState state = (await _rig.Desk.FindAsync(default))!;
        Assert.Equal((TradingState.Active, 1_000m, 1_000m), (state.State, state.PeakEquity, state.DayStartEquity));
        Assert.Single(await _rig.Journal.ReadAsync("cycle:cycle-1", 1, 10, default));
        Assert.Single(await _rig.Journal.ReadAsync("desk", 1, 10, default));
    }

    [Fact]
    public async Task PlanCycle_AccountWithPositionsAndNoState_OpensReducing()
    {
        await _rig.Ledger.PostFillAsync(Some.Fill(at: Some.DeskTime.AddDays(-1)), default);

        await PlanAsync(Request);

        Assert.Equal(TradingState.Reducing, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task PlanCycle_BeforeTheBooksLastFill_IsRefusedWithBothTimes()
    {
        await _rig.Ledger.PostFillAsync(Some.Fill(at: Some.DeskTime.AddSeconds(1)), default);

        DeskTimeException refused = await Assert.ThrowsAsync<DeskTimeException>(() => PlanAsync(Request));

        Assert.Contains("2017-12-29T21:05:00Z", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2017-12-29T21:05:01Z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanCycle_BeforeTheLastFillOfAClosedPosition_IsRefused()
    {
        DateTimeOffset later = Some.DeskTime.AddSeconds(1);
        ProposedOrder buy = Some.Order(), sell = Some.Order(side: OrderSide.Sell);
        await _rig.Ledger.PostFillAsync(Some.Fill(buy, at: Some.DeskTime.AddDays(-1)), default);
        await _rig.Ledger.PostFillAsync(Some.Fill(sell, tradeId: "trade-2", at: later), default);
        Assert.Empty((await _rig.Ledger.ReadAsync(default)).Positions);

        DeskTimeException refused = await Assert.ThrowsAsync<DeskTimeException>(() => PlanAsync(Request));

        Assert.Equal(later, refused.LastEvent);
    }

    [Fact]
    public async Task PlanCycle_LiveAndJustBeforeAnothersFill_GoesOn()
    {
        await _rig.Ledger.PostFillAsync(Some.Fill(at: Some.DeskTime.AddSeconds(1)), default);

        CyclePlan plan = await PlanAsync(Request with { AsOf = null });

        Assert.Equal((Some.DeskTime, false), (plan.DeskTime, plan.Replayed));
    }

    [Fact]
    public async Task PlanCycle_FinishedBefore_GivesTheReportAndSaysSoInTheJournal()
    {
        CyclePlan plan = await PlanAsync(Request);
        CycleReport report = await RecordAsync(plan);

        CyclePlan again = await PlanAsync(Request);

        Assert.Equal(report, again.Finished);
        Assert.Equal(
            ["cycle-planned", "cycle-recorded", "cycle-asked-again"],
            (await _rig.Journal.ReadAsync("cycle:cycle-1", 1, 10, default)).Select(line => line.Kind));
    }

    [Fact]
    public async Task RecordCycle_PaidInference_IsTakenFromCashOnce()
    {
        CyclePlan plan = await PlanAsync(Request);
        InstrumentId euro = new("EURUSD", "fx");
        await _rig.Records.KeepAsync(
            MarketInsights.Kind, "cycle-1:fx",
            new MarketInsights("fx", "none", [Analysis.Debate.Hold(euro, [
                new("research", euro, 0.5, 0.5, 5, false, null, [], "some-endpoint", 0.25m, 100, 50)])]),
            default);

        CycleReport first = await RecordAsync(plan);
        CycleReport second = await RecordAsync(plan);

        Assert.Equal(first, second);
        Assert.Equal(999.75m, first.Equity);
        Assert.Equal(999.75m, (await _rig.Ledger.ReadAsync(default)).Cash["USD"]);
        Assert.Null(await _rig.Ledger.FindImbalanceAsync(default));
        CycleDocument document = (await _rig.Records.FindAsync<CycleDocument>(CycleDocument.Kind, "cycle-1", default))!;
        Assert.Equal(new EndpointUse(1, 0.25m, 100, 50), document.Compute.ByEndpoint["some-endpoint"]);
        CycleTally tally = Assert.Single(
            await _rig.Records.ListAsync<CycleTally>(CycleTally.Kind, null, 10, default));
        Assert.Equal(("cycle-1", document.DeskTime), (tally.CycleId, tally.DeskTime));
        Assert.Equal(("fx", 0.25m), (tally.Markets[0].Market, tally.Markets[0].InferenceUsd));
    }

    [Fact]
    public async Task RecordCycle_SecondRunAfterMoreWasTraded_GivesTheFirstRecord()
    {
        CyclePlan plan = await PlanAsync(Request);
        CycleReport first = await RecordAsync(plan);
        await _rig.Ledger.PostFillAsync(Some.Fill(fee: 5m, at: Some.DeskTime), default);

        CycleReport second = await RecordAsync(plan);

        Assert.Equal(first, second);
        Assert.Equal(2, (await _rig.Journal.ReadAsync("cycle:cycle-1", 1, 10, default)).Count);
    }

    [Fact]
    public async Task RecordCycle_OrdersThatEndedLater_EndsWithTheirDeskTime()
    {
        CyclePlan plan = await PlanAsync(Request);
        DateTimeOffset later = Some.DeskTime.AddDays(4);

        CycleReport report = await RecordAsync(plan, Some.Report(OrderStatus.Expired, at: later));

        Assert.Equal((Some.DeskTime, later), (report.AsOf, report.DeskTime));
        Assert.Equal(later, (await _rig.Desk.FindAsync(default))!.DeskTime);
    }

    [Fact]
    public async Task SettleOrder_SameReportTwice_BooksEachFillOnceAndEndsTheWorkingOrder()
    {
        ProposedOrder order = Some.Order();
        ApprovedOrder approved = Some.ApprovedOrder(order);
        await _rig.Register.OpenAsync(approved);
        await _rig.Orders.TryIntendAsync(approved, Some.DeskTime, default);
        Settlement settlement = new(
            new(approved, true),
            Some.Sealed(Some.Report(OrderStatus.Filled, order, fills: Some.Fill(order))));
        SettleOrder settle = new(_rig.Wire(new SilentBroker()), DeskRig.Brokers, _rig.Rejections, _rig.Books);

        Assert.Single(await _rig.Register.ReadAsync(default));
        await settle.RunAsync(settlement, default);
        await settle.RunAsync(settlement, default);

        Assert.Equal(order.Quantity, Assert.Single((await _rig.Ledger.ReadAsync(default)).Positions).Quantity);
        Assert.Empty(await _rig.Register.ReadAsync(default));
        Assert.Equal(
            ["order-intended", "order-filled", "order-ended"],
            (await _rig.Journal.ReadAsync($"order:{order.ClientOrderId}", 1, 10, default)).Select(line => line.Kind));
    }

    private Task<CyclePlan> PlanAsync(CycleRequest request) =>
        new PlanCycle(_rig.Catalog, _rig.Options, _rig.Books, _rig.Records, _rig.Journal)
            .RunAsync(new(request, Some.DeskTime), default);

    private Task<CycleReport> RecordAsync(CyclePlan plan, params OrderReport[] orders) =>
        new RecordCycle(
            new CycleDocuments(_rig.Snapshots, _rig.Records), _rig.Portfolio, _rig.Books, _rig.Records, _rig.Journal)
            .RunAsync(
                new(Request, plan, [new MarketReviewResult("fx", null, "cycle-1:fx", null)], orders), default);

    private sealed class SilentBroker : BrokerDouble;
}
