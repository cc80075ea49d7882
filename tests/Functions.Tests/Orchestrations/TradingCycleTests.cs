using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

public sealed class TradingCycleTests
{
    private static readonly CycleReport Done = new("cycle-1", Some.DeskTime, Some.DeskTime, 1, 0, 0, 0, 1m);
    private static readonly CycleRequest Request = new(
        "cycle-1", ["fx", "us-equities"], Some.DeskTime, "test");

    private readonly List<CycleOutcome> _recorded = [];
    private readonly ScriptedContext _context;

    public TradingCycleTests() => _context = new ScriptedContext()
        .Answer(PlanCycle.Stage, asked => Plan(asked.Request.Markets))
        .Answer(nameof(MarketReview), input => new MarketReviewResult(
            ((MarketReviewRequest)input!).Market, "snapshot", "insights", null))
        .Answer(ProposeOrders.Stage, asked => new(asked.CycleId, asked.DeskTime, 2))
        .Answer(AssessRisk.Stage, _ => new([], 2))
        .Answer(RecordCycle.Stage, outcome =>
        {
            _recorded.Add(outcome);
            return Done;
        });

    [Fact]
    public async Task Run_EveryOrderDenied_PlacesNoneAndRecords()
    {
        CycleReport report = await TradingCycle.RunAsync(_context, Request);

        Assert.Equal(Done, report);
        Assert.DoesNotContain(nameof(OrderLifecycle), _context.Calls);
        Assert.Empty(Assert.Single(_recorded).Orders);
    }

    [Fact]
    public async Task Run_EveryMarket_IsReviewedUnderAnIdOfItsOwn()
    {
        await TradingCycle.RunAsync(_context, Request);

        Assert.Equal(["cycle-1:fx", "cycle-1:us-equities"], _context.Children);
    }

    [Fact]
    public async Task Run_OneReviewFails_GoesOnWithTheOthersAndSaysWhy()
    {
        _context.Answer(nameof(MarketReview), input => ((MarketReviewRequest)input!).Market == "fx"
            ? throw new IOException("fx.csv, line 3: high is below low.")
            : new MarketReviewResult("us-equities", "snapshot", "insights", null));

        await TradingCycle.RunAsync(_context, Request);

        IReadOnlyList<MarketReviewResult> reviews = Assert.Single(_recorded).Reviews;
        Assert.Equal("fx.csv, line 3: high is below low.", reviews[0].Failure);
        Assert.Null(reviews[1].Failure);
    }

    [Fact]
    public async Task Run_OneOrderLost_RecordsItAsUnknownBesideTheOthers()
    {
        ApprovedOrder[] approved =
            [Some.ApprovedOrder(Some.Order(id: "lost")), Some.ApprovedOrder(Some.Order(id: "kept"))];
        _context.Answer(AssessRisk.Stage, _ => new(approved, 0));
        _context.Answer(nameof(OrderLifecycle), input =>
            ((OrderTicket)input!).Order.Order.ClientOrderId == "lost"
                ? throw new IOException("The books were away.")
                : Some.Report(OrderStatus.Filled, Some.Order(id: "kept")));

        await TradingCycle.RunAsync(_context, Request);

        Assert.Equal(
            [OrderStatus.Unknown, OrderStatus.Filled],
            Assert.Single(_recorded).Orders.Select(order => order.Status));
        Assert.Contains("order:lost", _context.Children);
    }

    [Fact]
    public async Task Run_CycleFinishedBefore_DoesNothingAgain()
    {
        _context.Answer(PlanCycle.Stage, asked => Plan(asked.Request.Markets) with { Finished = Done });

        CycleReport report = await TradingCycle.RunAsync(_context, Request);

        Assert.Equal(Done, report);
        Assert.Equal([nameof(PlanCycle)], _context.Calls);
    }

    private static CyclePlan Plan(IReadOnlyList<string> markets) => new(
        Some.DeskTime, true, markets, ["trend"], 50, TimeSpan.FromMinutes(2), TimeSpan.FromDays(1), null);
}
