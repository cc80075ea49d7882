using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Functions;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Journal;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Tests.Engine;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Orders;

/// <summary>Orders whose lifecycle fails for good on the real engine, and what becomes of them.</summary>
public sealed class AbandonedOrderTests
{
    private const string Instance = "order:order-1";

    private readonly RestingVenue _venue = new();

    [Fact]
    public async Task LifecycleThatFailedAfterTheSend_IsBegunAnewAndSettlesWithoutASecondSend()
    {
        await using EngineRig rig = await StartAsync(null);
        BrokenStep step = rig.Get<BrokenStep>();
        step.Name = nameof(SettleOrder);
        await ScheduleAsync(rig);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.EndAsync(Instance)).RuntimeStatus);
        step.Name = null;
        _venue.FillAll();

        Assert.Equal(1, await KeepAsync(rig));
        await rig.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await rig.EndAsync(Instance)).RuntimeStatus);
        Assert.Single(_venue.Sent);
        await AssertSettledAsync(rig, 100m);
        Assert.Equal(0, await KeepAsync(rig));
        Alert told = Assert.Single(
            await rig.Get<IRecordStore>().ListAsync<Alert>(Alert.RecordKind, null, 10, default));
        Assert.Equal(
            "Order order-1 is Submitted with 100 units open, and its lifecycle ended as Failed: "
                + "it is taken up for the 1. time.",
            told.Message);
    }

    [Fact]
    public async Task LifecycleThatWasTerminated_IsBegunAnewAndWhatKeepsFailingIsTriedMoreSeldom()
    {
        await using EngineRig rig = await StartAsync(null);
        await ScheduleAsync(rig);
        await rig.SettleAsync();
        Assert.Equal(0, await KeepAsync(rig));
        await rig.Client.TerminateInstanceAsync(Instance);
        await rig.EndAsync(Instance);
        _venue.FillAll();
        rig.Get<BrokenStep>().Name = nameof(SettleOrder);

        List<int> begun = [];
        for (int minute = 0; minute < 20; minute++)
        {
            begun.Add(await KeepAsync(rig));
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 1, 3, 7, 15], Enumerable.Range(0, 20).Where(minute => begun[minute] == 1));
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task LifecycleThatFailedBeforeTheSend_EndsItsOrderWhichIsNeverSent()
    {
        await using EngineRig rig = await StartAsync(null);
        BrokenStep step = rig.Get<BrokenStep>();
        step.Name = nameof(PlanOrder);
        ApprovedOrder order = await ScheduleAsync(rig);
        await rig.EndAsync(Instance);
        step.Name = null;

        Assert.Equal(0, await KeepAsync(rig));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(OrderLifecycle), new OrderTicket(order, false), new StartOrchestrationOptions(Instance));
        await rig.EndAsync(Instance);

        Assert.Empty(_venue.Sent);
        Assert.Empty(await rig.Get<ExposureRegister>().ReadAsync(default));
    }

    [Fact]
    public async Task OrderWhoseLifecycleWasNotBegunYet_IsLeftToItsCycle()
    {
        await using EngineRig rig = await StartAsync(null);
        await OpenAsync(rig, null);

        Assert.Equal(0, await KeepAsync(rig));

        Assert.Single(await rig.Get<ExposureRegister>().ReadAsync(default));
    }

    [Theory]
    [InlineData(nameof(PlanOrder), false)]
    [InlineData(nameof(PlanOrder), true)]
    [InlineData(nameof(PlaceOrder), false)]
    [InlineData(nameof(PlaceOrder), true)]
    [InlineData(nameof(SettleOrder), false)]
    [InlineData(nameof(SettleOrder), true)]
    [InlineData(nameof(CutSlice), false)]
    [InlineData(nameof(CutSlice), true)]
    [InlineData(nameof(AssessSlice), false)]
    [InlineData(nameof(AssessSlice), true)]
    [InlineData(nameof(EndSlices), false)]
    [InlineData(nameof(EndSlices), true)]
    public async Task WorkedOrderOfWhichOneStepFails_IsReservedNoMoreInTheEnd(string name, bool after)
    {
        await using EngineRig rig = await StartAsync(new(ExecutionAlgorithm.Twap, 4));
        BrokenStep step = rig.Get<BrokenStep>();
        await ScheduleAsync(rig);
        await rig.SettleAsync();
        (step.Name, step.After) = (name, after);
        for (int minute = 0; minute < 180; minute++)
        {
            _venue.FillAll();
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
            await KeepAsync(rig);
            step.Name = minute < 100 ? name : null;
        }

        Assert.NotEmpty(step.Failed);
        Assert.Equal(
            _venue.Sent.Count, _venue.Sent.Select(order => order.Order.ClientOrderId).Distinct().Count());
        Assert.InRange(_venue.Sent.Sum(order => order.Order.Quantity), 25m, 100m);
        await AssertSettledAsync(rig, _venue.Filled);
        Assert.NotEqual(OrchestrationRuntimeStatus.Running, (await rig.GetAsync(Instance)).RuntimeStatus);
    }

    private async Task<EngineRig> StartAsync(ExecutionPlan? plan)
    {
        EngineRig rig = await EngineRig.StartAsync(
            new EngineOptions(), BrokenStep.In(typeof(OrderLifecycle).Assembly.GetTypes()),
            configure: services =>
            {
                _venue.AddDesk(services);
                services.AddSingleton<BrokenStep>().AddSingleton(new Plan(plan));
            });
        return rig;
    }

    private static async Task<ApprovedOrder> ScheduleAsync(EngineRig rig)
    {
        ApprovedOrder order = await OpenAsync(rig, rig.Get<Plan>().Of);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(OrderLifecycle), new OrderTicket(order, false), new StartOrchestrationOptions(Instance));
        return order;
    }

    private static async Task<ApprovedOrder> OpenAsync(EngineRig rig, ExecutionPlan? plan)
    {
        rig.Clock.Advance(TimeSpan.FromMinutes(30));
        DateTimeOffset now = rig.Clock.GetUtcNow();
        DateTimeOffset known = now.AddMinutes(-5);
        ProposedOrder order = Some.Order(
            100m, limit: 100m, decidedAt: now, referenceKnownAt: known) with
        {
            Plan = plan,
        };
        ApprovedOrder approved = Some.ApprovedOrder(order, rig.Get<OrderSigner>());
        await rig.Get<DeskBooks>().OpenAsync(now, default);
        await rig.Get<IRecordStore>().KeepFirstAsync(
            CycleProposal.Kind, "cycle-1",
            new CycleProposal([Some.Outlook(knownAt: known)], [], [order], []), default);
        await rig.Get<ExposureRegister>().OpenAsync(approved);
        return approved;
    }

    private static Task<int> KeepAsync(EngineRig rig) =>
        rig.Get<OrderKeeper>().RunAsync(rig.Client, default);

    private static async Task AssertSettledAsync(EngineRig rig, decimal units)
    {
        Assert.Empty(await rig.Get<ExposureRegister>().ReadAsync(default));
        Assert.Equal(
            units, (await rig.Get<ILedger>().ReadAsync(default)).Positions.Sum(held => held.Quantity));
        Assert.Null(await rig.Get<ILedger>().FindImbalanceAsync(default));
    }

    private sealed record Plan(ExecutionPlan? Of);
}
