using Microsoft.DurableTask;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Journal;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Tests.Engine;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Orders;

/// <summary>An order that waits, is worked, changed and taken back, on an engine that crashes.</summary>
public sealed class WorkedOrderTests
{
    private readonly RestingVenue _venue = new();

    [Fact]
    public async Task ApprovedWorkedChangedAndTakenBack_OverCrashes_SendsEachSliceOnceAndBooksEachFill()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            new EngineOptions(), [.. typeof(OrderLifecycle).Assembly.GetTypes()], configure: _venue.AddDesk);
        ApprovedOrder parent = await OpenAsync(rig);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(OrderLifecycle), new OrderTicket(parent, false),
            new StartOrchestrationOptions("order:order-1"));
        await rig.SettleAsync();
        Assert.Empty(_venue.Sent);

        await rig.Get<ApprovalBook>().AnswerAsync("order-1", true, "Ada", "It is a hedge.", default);
        await rig.Client.RaiseEventAsync("order:order-1", OrderEvents.Approval, true);
        await rig.SettleAsync();
        Assert.Equal([25m], _venue.Sent.Select(order => order.Order.Quantity));
        await rig.CrashAndRestartAsync();
        _venue.Fill();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(15));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(19));
        Assert.Equal([25m, 25m], _venue.Sent.Select(order => order.Order.Quantity));

        (ReplacementWish? wish, _) = await rig.Get<ReplacementBook>().AskAsync(
            "order-1", null, 99m, "Ada", "The market fell.", default);
        Assert.NotNull(wish);
        await rig.Client.RaiseEventAsync("order:order-1", OrderEvents.Cancel, true);
        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([25m, 25m, 18m], _venue.Sent.Select(order => order.Order.Quantity));
        ApprovedOrder last = _venue.Sent.Last();
        Assert.Equal(99m, last.Order.LimitPrice);

        _venue.Fill();
        await rig.Get<CancelBook>().AskAsync(last.Order.ParentId!, "Ada", "Enough.", default);
        await rig.Client.RaiseEventAsync($"order:{last.Order.ParentId}", OrderEvents.Cancel, true);
        await rig.CrashAndRestartAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        OrderReport end = (await rig.EndAsync("order:order-1")).ReadOutputAs<OrderReport>()!;
        Assert.Equal((OrderStatus.Canceled, $"Replaced by {last.Order.ParentId}."), (end.Status, end.Reason));
        Assert.Equal(25m, end.Fills.Sum(fill => fill.Quantity));
        Assert.Equal(3, _venue.Sent.Count);
        Assert.Equal(43m, Assert.Single((await rig.Get<ILedger>().ReadAsync(default)).Positions).Quantity);
        Assert.Empty(await rig.Get<ExposureRegister>().ReadAsync(default));
    }

    private static async Task<ApprovedOrder> OpenAsync(EngineRig rig)
    {
        rig.Clock.Advance(TimeSpan.FromMinutes(30));
        DateTimeOffset now = rig.Clock.GetUtcNow();
        DateTimeOffset known = now.AddMinutes(-5);
        ProposedOrder order = Some.Order(
            100m, limit: 100m, decidedAt: now, referenceKnownAt: known) with
        {
            Plan = new(ExecutionAlgorithm.Twap, 4),
        };
        ApprovedOrder parent = Some.ApprovedOrder(
            order, rig.Get<OrderSigner>(), new() { ApprovalNotional = 1m });
        await rig.Get<DeskBooks>().OpenAsync(now, default);
        await rig.Get<IRecordStore>().KeepFirstAsync(
            CycleProposal.Kind, "cycle-1",
            new CycleProposal([Some.Outlook(knownAt: known)], [], [order], []), default);
        await rig.Get<ExposureRegister>().OpenAsync(parent);
        return parent;
    }
}
