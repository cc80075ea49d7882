using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

public sealed class OrderLifecycleTests
{
    private readonly List<OrderReport> _settled = [];
    private readonly ScriptedContext _context;

    public OrderLifecycleTests() => _context = new ScriptedContext()
        .Answer(PlanOrder.Stage, _ => Course())
        .Answer(PlaceOrder.Stage, _ => Some.Sealed(OrderStatus.Accepted))
        .Answer(QueryOrder.Stage, _ => Some.Sealed(OrderStatus.Filled, Some.Fill()))
        .Answer(CancelOrder.Stage, _ => Some.Sealed(OrderStatus.Canceled))
        .Answer(AssessReplacement.Stage, _ => new(null, null))
        .Answer(SettleOrder.Stage, asked =>
        {
            _settled.Add(asked.Report.Report);
            return new(asked.Report.Report);
        });

    [Fact]
    public async Task Run_FilledAtOnce_IsSettledWithoutWaiting()
    {
        _context.Answer(PlaceOrder.Stage, _ => Some.Sealed(OrderStatus.Filled, Some.Fill()));

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal([nameof(PlanOrder), nameof(PlaceOrder), nameof(SettleOrder)], _context.Calls);
        Assert.Empty(_context.Waits);
    }

    [Fact]
    public async Task Run_OrderThatTheGateDidNotSign_IsNeitherSentNorBooked()
    {
        OrderReport refused = Some.Report(OrderStatus.Denied);
        _context.Answer(PlanOrder.Stage, _ => Course() with { Refused = refused });

        Assert.Same(refused, await RunAsync());
        Assert.Equal([nameof(PlanOrder)], _context.Calls);
    }

    [Fact]
    public async Task Run_DeniedAtTheWire_IsNotBooked()
    {
        _context.Answer(PlaceOrder.Stage, _ => Some.Sealed(OrderStatus.Denied));

        Assert.Equal(OrderStatus.Denied, (await RunAsync()).Status);
        Assert.Empty(_settled);
    }

    [Fact]
    public async Task Run_AnswerLost_AsksAndNeverSendsAgain()
    {
        _context.Answer(PlaceOrder.Stage, _ => throw new IOException("The line went dead."));

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(
            [nameof(PlanOrder), nameof(PlaceOrder), nameof(QueryOrder), nameof(SettleOrder)],
            _context.Calls);
        Assert.Empty(_context.Waits);
    }

    [Fact]
    public async Task Run_Unknown_AsksSoonAndMoreSeldomUpToABound()
    {
        int asked = 0;
        _context.Answer(PlaceOrder.Stage, _ => Some.Sealed(OrderStatus.Unknown));
        _context.Answer(QueryOrder.Stage, _ => asked++ < 6
            ? Some.Sealed(OrderStatus.Unknown)
            : Some.Sealed(OrderStatus.Rejected));

        Assert.Equal(OrderStatus.Rejected, (await RunAsync()).Status);

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], _context.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal([OrderStatus.Unknown, OrderStatus.Rejected], _settled.Select(one => one.Status));
        Assert.Equal(1, _context.Calls.Count(name => name == nameof(PlaceOrder)));
    }

    [Fact]
    public async Task Run_StillWorking_WaitsLongerEachTime()
    {
        int asked = 0;
        _context.Answer(QueryOrder.Stage, _ => asked++ < 2
            ? Some.Sealed(OrderStatus.Accepted)
            : Some.Sealed(OrderStatus.Filled, Some.Fill()));

        await RunAsync();

        Assert.Equal([15, 30, 60], _context.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal([OrderStatus.Accepted, OrderStatus.Filled], _settled.Select(one => one.Status));
    }

    [Fact]
    public async Task Run_PatienceEnds_TakesTheOrderBack()
    {
        _context.Answer(QueryOrder.Stage, _ => Some.Sealed(OrderStatus.Accepted));
        _context.Answer(PlanOrder.Stage, _ => Course() with { GiveUpAt = _context.Now().AddMinutes(1) });

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Canceled, report.Status);
        Assert.Equal(1, _context.Calls.Count(name => name == nameof(CancelOrder)));
    }

    [Fact]
    public async Task Run_PartlyFilledMeanwhile_BooksThePartBeforeTheEnd()
    {
        _context.Answer(PlaceOrder.Stage, _ => Some.Sealed(OrderStatus.PartiallyFilled, Some.Fill()));

        await RunAsync();

        Assert.Equal([OrderStatus.PartiallyFilled, OrderStatus.Filled], _settled.Select(one => one.Status));
    }

    [Fact]
    public async Task Run_AQueryFails_KeepsAskingOnTimers()
    {
        int asked = 0;
        _context.Answer(QueryOrder.Stage, _ => asked++ == 0
            ? throw new IOException("The venue is away.")
            : Some.Sealed(OrderStatus.Filled, Some.Fill()));

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(2, _context.Waits.Count);
    }

    [Fact]
    public async Task Run_VenueCallsItFilledAndAFillIsMissing_GoesOnAsking()
    {
        int settled = 0;
        _context.Answer(SettleOrder.Stage, asked => new(settled++ < 2
            ? Some.Report(OrderStatus.PartiallyFilled)
            : asked.Report.Report));

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(3, settled);
    }

    [Fact]
    public async Task Run_SealBroken_AsksAnew()
    {
        int settled = 0;
        _context.Answer(SettleOrder.Stage, asked => settled++ == 0
            ? new(Some.Report(OrderStatus.Submitted), "The report is not what the wire sealed.")
            : new(asked.Report.Report));

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(2, settled);
    }

    [Fact]
    public async Task Run_CanceledAtAVenue_WaitsForALateFillAndBooksIt()
    {
        _context.Answer(PlanOrder.Stage, _ => Course() with { LateFillPatience = TimeSpan.FromSeconds(30) });
        _context.Answer(PlaceOrder.Stage, _ => Some.Sealed(OrderStatus.Canceled));
        _context.Answer(QueryOrder.Stage, _ => Some.Sealed(OrderStatus.Canceled, Some.Fill()));

        OrderReport report = await RunAsync();

        Assert.Single(report.Fills);
        Assert.Equal([30], _context.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(2, _settled.Count);
    }

    [Fact]
    public async Task Run_WorkingForLong_BeginsTheHistoryAnewWithTheTicketAlone()
    {
        OrderTicket ticket = Ticket();
        _context.Answer(QueryOrder.Stage, _ => Some.Sealed(OrderStatus.Accepted));

        await OrderLifecycle.RunAsync(_context, ticket);

        Assert.Same(ticket, _context.Anew);
        Assert.InRange(_context.Calls.Count, 50, 60);
    }

    [Fact]
    public async Task Run_APersonWantsItBack_TakesItBackUntilADefinitiveEndAndSendsNothing()
    {
        int asked = 0;
        _context.Answer(CancelOrder.Stage, _ => asked++ == 0
            ? Some.Sealed(OrderStatus.PendingCancel)
            : Some.Sealed(OrderStatus.Canceled));

        OrderReport report = await OrderLifecycle.RunAsync(_context.Raise(OrderEvents.Cancel), Ticket());

        Assert.Equal((OrderStatus.Canceled, 2), (report.Status, asked));
        Assert.DoesNotContain(nameof(QueryOrder), _context.Calls);
        Assert.DoesNotContain(nameof(PlaceOrder), _context.Calls);
        Assert.Empty(_context.Children);
    }

    [Fact]
    public async Task Run_WantedBackWhileItWaitsForAPerson_EndsAtOnceAndSendsNothing()
    {
        ApprovedOrder order = Some.ApprovedOrder(limits: new() { ApprovalNotional = 1m });
        OrderApproval asked = new(
            "order-1", "Buy 10", 1_000m, "hash", _context.Now(), _context.Now().AddMinutes(15));
        _context.Answer(AskApproval.Stage, _ =>
            {
                _context.RaiseLate(OrderEvents.Cancel);
                return asked;
            })
            .Answer(RecordApproval.Stage, _ => asked with { Approved = false });

        OrderReport report = await OrderLifecycle.RunAsync(_context, new(order, false));

        Assert.Equal(OrderStatus.Canceled, report.Status);
        Assert.DoesNotContain(nameof(PlaceOrder), _context.Calls);
        Assert.Equal(
            [nameof(PlanOrder), nameof(AskApproval), nameof(RecordApproval), nameof(CancelOrder)],
            _context.Calls.Take(4));
    }

    [Fact]
    public async Task Run_AWishFromBeforeTheHistoryBegan_IsNotForgotten()
    {
        _context.Answer(PlanOrder.Stage, _ => Course() with { CancelAsked = true });

        Assert.Equal(OrderStatus.Canceled, (await RunAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_OrderThatNeedsAPerson_AsksAndWaitsBeforeItIsPlaced(bool answered)
    {
        ApprovedOrder order = Some.ApprovedOrder(limits: new() { ApprovalNotional = 1m });
        OrderApproval asked = new(
            "order-1", "Buy 10", 1_000m, "hash", _context.Now(), _context.Now().AddMinutes(15));
        _context.Answer(AskApproval.Stage, _ => asked)
            .Answer(RecordApproval.Stage, _ => asked with { Approved = answered });
        if (answered)
        {
            _context.Raise(OrderEvents.Approval);
        }

        await OrderLifecycle.RunAsync(_context, new(order, false));

        Assert.Equal(
            [nameof(PlanOrder), nameof(AskApproval), nameof(RecordApproval), nameof(PlaceOrder)],
            _context.Calls.Take(4));
        Assert.Equal(TimeSpan.FromMinutes(15), _context.Waits[0]);
    }

    private Task<OrderReport> RunAsync() => OrderLifecycle.RunAsync(_context, Ticket());

    private static OrderTicket Ticket() => new(Some.ApprovedOrder(), false);

    private static OrderCare Course() => new(null, TimeSpan.Zero, Resumed: false);
}
