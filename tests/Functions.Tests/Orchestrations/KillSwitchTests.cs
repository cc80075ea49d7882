using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

public sealed class KillSwitchTests
{
    private static readonly KillRequest Request = new("k1", "Ada", "It runs away.", true, Some.DeskTime);

    private readonly List<KillReport> _reports = [];
    private readonly ScriptedContext _context;
    private int _open = 2;

    public KillSwitchTests() => _context = new ScriptedContext()
        .Answer(HaltDesk.Stage, request => request)
        .Answer(SweepVenue.Stage, step => Swept(step, Math.Max(0, _open--)))
        .Answer(PlanExits.Stage, _ => new ExitPlan([], []))
        .Answer(RecordKill.Stage, report =>
        {
            _reports.Add(report);
            return report;
        });

    [Fact]
    public async Task Run_OrdersThatWork_SweepsUntilNoneDoesAndWakesTheirLifecyclesOnce()
    {
        KillReport report = await RunAsync("binance");

        Assert.True(report is { Ended: true, Complete: true });
        Assert.Equal(3, _context.Calls.Count(name => name == nameof(SweepVenue)));
        Assert.Equal([("order:abc", OrderEvents.Cancel)], _context.Sent);
        Assert.Equal([report], _reports);
    }

    [Fact]
    public async Task Run_AnOrderThatIsStillOnItsWay_IsWaitedForAndWhatItTradedIsClosed()
    {
        int sweeps = 0;
        List<(int Round, int Sweeps)> plans = [];
        ApprovedOrder exit = Some.ApprovedOrder();
        _context
            .Answer(SweepVenue.Stage, step => new SweepResult(
                new(step.Venue, 0, 0, null), ["abc"], Sent: sweeps++ < 5 ? 1 : 0))
            .Answer(PlanExits.Stage, step =>
            {
                plans.Add((step.Round, sweeps));
                return plans.Count == 2
                    ? new ExitPlan([exit], [new(exit.Order.Instrument.Id, 10m, 10m, null)])
                    : new ExitPlan([], []);
            })
            .Answer(nameof(OrderLifecycle), _ => Some.Report(OrderStatus.Filled, exit.Order));

        KillReport report = await RunAsync("alpaca");

        Assert.Equal([3, 6, 6], plans.Select(plan => plan.Sweeps));
        Assert.Equal(3, plans.Select(plan => plan.Round).Distinct().Count());
        Assert.Equal(
            [new(exit.Order.Instrument.Id, 10m, 0, null)], Assert.Single(report.Venues).Positions);
        Assert.True(report.Complete);
    }

    [Fact]
    public async Task Run_OneVenueDown_FinishesTheOther()
    {
        _context.Answer(SweepVenue.Stage, step => step.Venue == "binance"
            ? throw new IOException("The venue is down.")
            : Swept(step, 0));

        KillReport report = await RunAsync("alpaca", "binance");

        Assert.False(report.Complete);
        Assert.Equal([0, null], report.Venues.Select(venue => venue.OpenOrders));
        Assert.Contains("down", report.Venues[1].Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AMarketOrderThatIsRefused_GoesOnToTheNextAttemptUntilNothingIsHeld()
    {
        _open = 0;
        List<int> attempts = [];
        ApprovedOrder exit = Some.ApprovedOrder();
        _context.Answer(PlanExits.Stage, step =>
        {
            attempts.Add(step.Tries);
            return step.Tries < 2
                ? new ExitPlan([exit], [new(exit.Order.Instrument.Id, 10m, 10m - step.Tries, null)])
                : new ExitPlan([], []);
        }).Answer(nameof(OrderLifecycle), _ => Some.Report(OrderStatus.Rejected, exit.Order));

        KillReport report = await RunAsync("paper");

        Assert.Equal([0, 1, 2], attempts);
        Assert.Equal(
            [new(exit.Order.Instrument.Id, 10m, 0, null)], Assert.Single(report.Venues).Positions);
        Assert.True(report.Complete);
    }

    [Fact]
    public async Task Run_ExitsThatAreBarredForAWhile_AreNoTriesAndAreMadeLater()
    {
        _open = 0;
        ApprovedOrder exit = Some.ApprovedOrder();
        InstrumentId id = exit.Order.Instrument.Id;
        _context.Answer(PlanExits.Stage, step =>
            step.Round < 12 ? new ExitPlan([], [new(id, 10m, 10m, "An order of its own stands against it.")])
            : step.Tries == 0 ? new ExitPlan([exit], [new(id, 10m, 10m, null)])
            : new ExitPlan([], []))
            .Answer(nameof(OrderLifecycle), _ => Some.Report(OrderStatus.Filled, exit.Order));

        KillReport report = await RunAsync("paper");

        Assert.True(report.Complete);
        Assert.Single(_context.Children);
    }

    [Fact]
    public async Task Run_PositionsToBeKept_ClosesNothing()
    {
        _open = 0;

        KillReport report = await KillSwitch.RunAsync(
            _context, new(Request with { Flatten = false }, ["paper"]));

        Assert.DoesNotContain(nameof(PlanExits), _context.Calls);
        Assert.True(report.Complete);
    }

    [Fact]
    public async Task Run_WhatCannotBeClosed_EndsAndSaysWhatIsLeft()
    {
        _open = 0;
        InstrumentId gold = Some.Gold().Id;
        _context.Answer(PlanExits.Stage, _ => new ExitPlan([], [new(gold, 5m, 5m, "No price is known.")]));

        KillReport report = await RunAsync("paper");

        Assert.True(report is { Ended: true, Complete: false });
        Assert.Equal("No price is known.", Assert.Single(Assert.Single(report.Venues).Positions).Reason);
    }

    private static SweepResult Swept(VenueStep step, int open) =>
        new(new(step.Venue, 3, open, null), open > 0 ? ["abc"] : []);

    private Task<KillReport> RunAsync(params string[] venues) =>
        KillSwitch.RunAsync(_context, new(Request, venues));
}
