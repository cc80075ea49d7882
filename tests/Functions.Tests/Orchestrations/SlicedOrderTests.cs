using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

/// <summary>Orders that are worked in slices.</summary>
public sealed class SlicedOrderTests
{
    private readonly ScriptedContext _context = new();
    private readonly List<int> _cut = [];
    private readonly ApprovedOrder _order;

    public SlicedOrderTests()
    {
        _order = Planned(4);
        DateTimeOffset began = _context.Now();
        _context
            .Answer(PlanOrder.Stage, _ => new(null, TimeSpan.Zero, Resumed: false))
            .Answer(StartSlices.Stage, _ => new(null, began, 0))
            .Answer(CutSlice.Stage, asked =>
            {
                _cut.Add(asked.Index);
                return new(Slice(asked.Index));
            })
            .Answer(AssessSlice.Stage, asked => new([Some.ApprovedOrder(asked.Slice)], 0))
            .Answer(nameof(OrderLifecycle), _ => Some.Report(OrderStatus.Filled))
            .Answer(EndSlices.Stage, _ => Some.Report(OrderStatus.Filled))
            .Answer(RecallSlice.Stage, _ => true)
            .Answer(AssessReplacement.Stage, _ => new(null, null));
    }

    [Fact]
    public async Task Run_AnOrderWithAPlan_SendsItsSlicesOnTimeAndNeverItself()
    {
        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal([0, 1, 2, 3], _cut);
        Assert.Equal(["order:slice-0", "order:slice-1", "order:slice-2", "order:slice-3"], _context.Children);
        Assert.DoesNotContain(nameof(PlaceOrder), _context.Calls);
        Assert.Equal(nameof(EndSlices), _context.Calls[^1]);

        // Four in an hour: one at once, then three, each at most a quarter of 15 minutes late.
        Assert.Equal(3, _context.Waits.Count);
        Assert.InRange(_context.Waits.Aggregate((one, other) => one + other).TotalMinutes, 45, 48.75);
    }

    [Fact]
    public async Task Run_ASliceIsDenied_GoesOnWithTheNext()
    {
        _context.Answer(AssessSlice.Stage, asked => asked.Slice.ClientOrderId == "slice-1"
            ? new([], 1)
            : new([Some.ApprovedOrder(asked.Slice)], 0));

        await RunAsync();

        Assert.Equal(["order:slice-0", "order:slice-2", "order:slice-3"], _context.Children);
    }

    [Fact]
    public async Task Run_NothingIsLeft_CutsNoMore()
    {
        _context.Answer(CutSlice.Stage, asked => asked.Index == 2 ? new(null, IsOver: true) : new(Slice(asked.Index)));

        await RunAsync();

        Assert.Equal(2, _context.Children.Count);
    }

    [Fact]
    public async Task Run_ASliceInDoubt_SendsNoOther()
    {
        _context.Answer(nameof(OrderLifecycle), _ => throw new IOException("The books are away."));

        await RunAsync();

        Assert.Single(_context.Children);
        Assert.Equal(nameof(EndSlices), _context.Calls[^1]);
    }

    [Fact]
    public async Task Run_WantedBackBeforeASlice_SendsNoMore()
    {
        _context.Answer(AssessSlice.Stage, asked =>
        {
            if (asked.Slice.ClientOrderId == "slice-1")
            {
                _context.RaiseLate(OrderEvents.Cancel);
            }

            return new([], 1);
        });

        await RunAsync();

        Assert.Equal([0, 1], _cut);
        Assert.Contains(nameof(AssessReplacement), _context.Calls);
    }

    [Fact]
    public async Task Run_WantedBackWhileASliceWorks_RecallsItAndWaitsForItsEnd()
    {
        TaskCompletionSource<OrderReport> working = new();
        _context.Answer(nameof(OrderLifecycle), _ => working.Task);
        Task<OrderReport> run = RunAsync();
        Assert.False(run.IsCompleted);

        _context.RaiseLate(OrderEvents.Cancel);
        Assert.Equal([("order:slice-0", OrderEvents.Cancel)], _context.Sent);
        Assert.Contains(nameof(RecallSlice), _context.Calls);
        Assert.False(run.IsCompleted);
        working.SetResult(Some.Report(OrderStatus.Canceled));

        await run;
        Assert.Equal([0], _cut);
    }

    [Fact]
    public async Task Run_MayNotBegin_CutsNothing()
    {
        OrderReport refused = Some.Report(OrderStatus.Denied);
        _context.Answer(StartSlices.Stage, _ => new(refused, default, 0));

        Assert.Same(refused, await RunAsync());
        Assert.Empty(_cut);
    }

    [Fact]
    public async Task Run_ManySlices_BeginsTheHistoryAnew()
    {
        OrderTicket ticket = new(Planned(60), false);

        await OrderLifecycle.RunAsync(_context, ticket);

        Assert.Same(ticket, _context.Anew);
        Assert.Equal(20, _cut.Count);
    }

    private Task<OrderReport> RunAsync() => OrderLifecycle.RunAsync(_context, new(_order, false));

    private static ApprovedOrder Planned(int slices) => Some.ApprovedOrder(Some.Order() with
    {
        Plan = new(ExecutionAlgorithm.Twap, slices),
    });

    private static ProposedOrder Slice(int index) => Some.Order(1m, id: $"slice-{index}") with
    {
        ParentId = "order-1",
    };
}
