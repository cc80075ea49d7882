using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class VenueReconciliationTests
{
    private readonly ReconciliationRig _rig = new();

    [Fact]
    public async Task Run_BothSidesEqual_PassesAndWritesOneLineADay()
    {
        await _rig.OpenAsync();

        Assert.True((await _rig.RunAsync()).Passed);
        Assert.True((await _rig.RunAsync()).Passed);

        JournalEntry line = Assert.Single(await LinesAsync());
        Assert.Equal("reconciled", line.Kind);
    }

    [Fact]
    public async Task Run_AFillThatOnlyTheVenueHas_IsSettledThroughItsOrder()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        _rig.Venue.Deal(Some.Fill(order.Order, 4m, fee: 1m, tradeId: "t1"));
        _rig.Venue.Statuses["ours"] = OrderStatus.PartiallyFilled;
        _rig.Venue.Open.Add(VenueTruth.Order("v1", "ours", filled: 4m));

        ReconciliationReport report = await _rig.RunAsync();

        Assert.True(report.Passed, report.Reason);
        Assert.Equal([ReconciliationFindingKind.OrderSettled], report.Findings.Select(one => one.Kind));
        Assert.Equal(4m, (await _rig.Register.FindAsync("ours", default))!.Filled);
        await _rig.AssertEqualAsync();
    }

    [Fact]
    public async Task Run_AQuantityWithoutAFill_IsPostedOnceUnderItsOwnNameAtTheSecondRun()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        _rig.Venue.Deal(Some.Fill(order.Order, 4m, 100m, tradeId: "hidden"));
        _rig.Venue.TellsFills = false;
        _rig.Venue.Statuses["ours"] = OrderStatus.PartiallyFilled;
        _rig.Venue.Open.Add(VenueTruth.Order("v1", "ours", filled: 4m));

        Assert.False((await _rig.RunAsync()).Passed);
        ReconciliationReport second = await _rig.RunAsync();
        ReconciliationReport third = await _rig.RunAsync();

        Assert.Equal(
            [ReconciliationFindingKind.FillSynthesised], second.Findings.Select(one => one.Kind));
        Assert.Equal("synthetic:v1:0:4", second.Findings[0].Subject);
        Assert.True(third.Passed, third.Reason);
        Assert.Equal(TradingState.Active, await _rig.StateAsync());
        await _rig.AssertEqualAsync();
    }

    [Fact]
    public async Task Run_AnOrderThatTheVenueEnded_IsLeftToItsLifecycleOnceAndThenSettled()
    {
        await _rig.OpenAsync();
        await _rig.SendAsync("ours");
        _rig.Venue.Statuses["ours"] = OrderStatus.Canceled;

        Assert.Empty((await _rig.RunAsync()).Findings);
        Assert.NotNull(await _rig.Register.FindAsync("ours", default));
        ReconciliationReport second = await _rig.RunAsync();

        Assert.Equal([ReconciliationFindingKind.OrderSettled], second.Findings.Select(one => one.Kind));
        Assert.Null(await _rig.Register.FindAsync("ours", default));
    }

    [Fact]
    public async Task Run_AnOrderThatTheVenueNeverHad_IsLostOnlyAfterItCouldHaveArrived()
    {
        await _rig.OpenAsync();
        await _rig.SendAsync("ours");
        VenueReconciliation early = _rig.Reconciliation();
        await early.RunAsync("kraken", Some.DeskTime.AddSeconds(20), default);
        await early.RunAsync("kraken", Some.DeskTime.AddSeconds(40), default);
        Assert.NotNull(await _rig.Register.FindAsync("ours", default));

        await early.RunAsync("kraken", Some.DeskTime.AddSeconds(60), default);

        Assert.Null(await _rig.Register.FindAsync("ours", default));
    }

    [Fact]
    public async Task Run_ALateFillOfAnEndedOrder_IsPostedAndTold()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        await _rig.Orders.SettleAsync(
            order, Some.Report(OrderStatus.Canceled, order.Order), default);
        _rig.Venue.Deal(Some.Fill(order.Order, 4m, tradeId: "late"));

        ReconciliationReport report = await _rig.RunAsync();

        Assert.Equal([ReconciliationFindingKind.FillPosted], report.Findings.Select(one => one.Kind));
        OrderRecord record = (await _rig.Records.FindAsync<OrderRecord>(
            OrderRecord.Kind, OrderRecord.IdOf(order.Order), default))!;
        Assert.Equal("late", Assert.Single(record.Report.Fills).TradeId);
        Assert.Equal(["fill-found", "order-alarm"], await _rig.AlertsAsync());
        await _rig.AssertEqualAsync();
    }

    [Fact]
    public async Task Run_OrdersAndFillsOfSomebodyElse_AreRecordedCountedAndToldOnce()
    {
        await _rig.OpenAsync();
        _rig.Venue.Open.Add(VenueTruth.Order("v1", "stranger"));
        _rig.Venue.Deal(Some.Dealt("t9", quantity: 2m) with { ClientOrderId = "stranger" });

        ReconciliationReport report = await _rig.RunAsync();
        await _rig.RunAsync();

        Assert.True(report.Passed, report.Reason);
        Assert.Equal(
            [ReconciliationFindingKind.FillPosted, ReconciliationFindingKind.OrderExternal],
            report.Findings.Select(one => one.Kind));
        Assert.Equal(["fill-found", "order-external"], await _rig.AlertsAsync());
        OpenOrder counted = Assert.Single(await _rig.Register.ReadAsync(default));
        Assert.Equal((true, 10m), (counted.External, counted.Left));
        await _rig.AssertEqualAsync();

        _rig.Venue.Open.Clear();
        Assert.Equal(
            [ReconciliationFindingKind.ExternalEnded], (await _rig.RunAsync()).Findings.Select(one => one.Kind));
        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    [Fact]
    public async Task Run_AnEndedOrderThatIsOpenAtTheVenue_IsCriticalAtTheSecondRun()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        await _rig.Orders.SettleAsync(
            order, Some.Report(OrderStatus.Rejected, order.Order), default);
        _rig.Venue.Open.Add(VenueTruth.Order("v1", "ours"));

        Assert.Empty((await _rig.RunAsync()).Findings);
        ReconciliationReport second = await _rig.RunAsync();

        Assert.Equal([ReconciliationFindingKind.OrderRevived], second.Findings.Select(one => one.Kind));
        Assert.Single(await _rig.Register.ReadAsync(default));
    }

    [Fact]
    public async Task Run_AnUnexplainedBreak_HaltsAtTheSecondRunAndIsNeverLifted()
    {
        await _rig.OpenAsync();
        _rig.Venue.Pay("USD", -5m);

        ReconciliationReport first = await _rig.RunAsync();
        Assert.Equal((false, TradingState.Active), (first.Passed, await _rig.StateAsync()));
        ReconciliationReport second = await _rig.RunAsync();

        Assert.Contains("10000 USD by the books and 9995", second.Reason, StringComparison.Ordinal);
        StateHold hold = (await _rig.Desk.FindAsync(default))!.Of(StateCauses.Reconciliation)!;
        Assert.Equal(TradingState.Halted, hold.State);
        Assert.Contains("10000 USD by the books and 9995", hold.Reason, StringComparison.Ordinal);
        Assert.Equal(["desk-state", "reconciliation-break"], await _rig.AlertsAsync());

        _rig.Venue.Pay("USD", 5m);
        ReconciliationReport healed = await _rig.RunAsync();
        await _rig.Conclusion.ConcludeAsync([healed], ReconciliationRig.At(9), default);

        Assert.True(healed.Passed);
        Assert.Equal(TradingState.Halted, await _rig.StateAsync());
    }

    [Fact]
    public async Task Run_ABreakThatPasses_HaltsNothing()
    {
        await _rig.OpenAsync();
        for (int i = 0; i < 6; i++)
        {
            _rig.Venue.Pay("USD", i % 2 == 0 ? 5m : -5m);
            Assert.Equal(i % 2 == 1, (await _rig.RunAsync()).Passed);
        }

        Assert.Equal(TradingState.Active, await _rig.StateAsync());
        Assert.Empty(await _rig.AlertsAsync());
    }

    [Fact]
    public async Task Run_WhileABreakIsSuspected_ReadsFillsFromFurtherBack()
    {
        await _rig.OpenAsync();
        await _rig.RunAsync();
        _rig.Venue.Deal(Some.Dealt("old", at: Some.DeskTime.AddDays(-3)));

        Assert.False((await _rig.RunAsync()).Passed);
        ReconciliationReport second = await _rig.RunAsync();

        Assert.True(second.Passed, second.Reason);
        await _rig.AssertEqualAsync();
        Assert.Equal(TradingState.Active, await _rig.StateAsync());
    }

    [Fact]
    public async Task Run_AnEmptyBook_AdoptsTheAccountOnceAndNothingLater()
    {
        _rig.Venue.Pay("EUR", 250m);
        _rig.Venue.Deal(Some.Dealt("t1", quantity: 3m, price: 100m, fee: 1m, at: Some.DeskTime));

        ReconciliationReport first = await _rig.RunAsync();

        Assert.True(first.Passed, first.Reason);
        Assert.Equal([ReconciliationFindingKind.AccountAdopted], first.Findings.Select(one => one.Kind));
        await _rig.AssertEqualAsync();
        Assert.Contains(await LinesAsync(), line => line.Key == "adopted");

        _rig.Venue.Pay("EUR", 50m);
        Assert.False((await _rig.RunAsync()).Passed);
        Assert.Equal(250m, (await _rig.Ledger.ReadAsync("kraken", default)).Cash["EUR"]);
    }

    [Fact]
    public async Task Run_AVenueThatIsSilent_LeavesSuspicionsAndMarksAsTheyWere()
    {
        await _rig.OpenAsync();
        _rig.Venue.Pay("USD", -5m);
        await _rig.RunAsync();
        _rig.Venue.Silent = true;

        ReconciliationReport silent = await _rig.RunAsync();
        await _rig.Conclusion.ConcludeAsync([silent], ReconciliationRig.At(1), default);

        Assert.Equal((false, false), (silent.Passed, silent.Compared));
        Assert.Contains("The line is dead.", silent.Reason, StringComparison.Ordinal);
        Assert.Empty(await _rig.Marks.ReadAsync(default));
        Assert.Equal(TradingState.Active, await _rig.StateAsync());
    }

    [Fact]
    public async Task Run_AnApprovalThatNobodyUsed_IsReleased()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = Some.ApprovedOrder(Some.Order(id: "unsent", decidedAt: Some.DeskTime.AddHours(-2)));
        await _rig.Register.OpenAsync(order);

        ReconciliationReport report = await _rig.RunAsync();

        Assert.Equal([ReconciliationFindingKind.ApprovalReleased], report.Findings.Select(one => one.Kind));
        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    [Fact]
    public async Task Run_ToldAgain_GivesWhatTheFirstOneFound()
    {
        await _rig.OpenAsync();
        _rig.Venue.Pay("USD", -5m);
        ReconciliationReport first = await _rig.RunAsync();

        ReconciliationReport again = await _rig.RunAgainAsync();

        Assert.Equal(Canonical.Json(first), Canonical.Json(again));
        Assert.Single(_rig.Venue.FillsFrom);
    }

    [Fact]
    public async Task Conclude_AllVenuesAgree_LiftsTheHoldOfTheStartAndNoOther()
    {
        await _rig.OpenAsync();
        StateHold start = new(StateCauses.Start, TradingState.Reducing, "It started.", "desk", Some.DeskTime);
        await _rig.Guard.HoldAsync(start, default);
        await _rig.Guard.HoldAsync(Some.Hold(TradingState.Reducing), default);
        ReconciliationReport passed = new("kraken", ReconciliationRig.At(0), Passed: true, null, []);

        await _rig.Conclusion.ConcludeAsync([passed with { Passed = false }], ReconciliationRig.At(0), default);
        Assert.NotNull((await _rig.Desk.FindAsync(default))!.Of(StateCauses.Start));
        await _rig.Conclusion.ConcludeAsync([], ReconciliationRig.At(1), default);
        Assert.NotNull((await _rig.Desk.FindAsync(default))!.Of(StateCauses.Start));
        await _rig.Conclusion.ConcludeAsync([passed], ReconciliationRig.At(2), default);

        DeskState state = (await _rig.Desk.FindAsync(default))!;
        Assert.Equal([StateCauses.Person], state.Holds.Select(hold => hold.Cause));
        Assert.Equal(ReconciliationRig.At(2), Assert.Single(await _rig.Marks.ReadAsync(default)).AtUtc);
    }

    private Task<IReadOnlyList<JournalEntry>> LinesAsync() =>
        _rig.Journal.ReadAsync("reconciliation:kraken", 1, 100, default);
}
