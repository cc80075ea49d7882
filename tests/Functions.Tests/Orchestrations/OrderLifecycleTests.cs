using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

public sealed class OrderLifecycleTests
{
    private readonly List<OrderReport> _settled = [];
    private readonly ScriptedContext _context;

    public OrderLifecycleTests() => _context = new ScriptedContext()
        .Answer(PlaceOrder.Stage, _ => Some.Report(OrderStatus.Accepted))
        .Answer(QueryOrder.Stage, _ => Some.Report(OrderStatus.Filled))
        .Answer(CancelOrder.Stage, _ => Some.Report(OrderStatus.Canceled))
        .Answer(SettleOrder.Stage, asked =>
        {
            _settled.Add(asked.Report);
            return asked.Report;
        });

    [Fact]
    public async Task Run_FilledAtOnce_IsSettledWithoutWaiting()
    {
        _context.Answer(PlaceOrder.Stage, _ => Some.Report(OrderStatus.Filled));

        OrderReport report = await OrderLifecycle.RunAsync(_context, Ticket());

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal([nameof(PlaceOrder), nameof(SettleOrder)], _context.Calls);
    }

    [Fact]
    public async Task Run_AnswerLost_AsksAndNeverSendsAgain()
    {
        _context.Answer(PlaceOrder.Stage, _ => throw new IOException("The line went dead."));

        OrderReport report = await OrderLifecycle.RunAsync(_context, Ticket());

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal([nameof(PlaceOrder), nameof(QueryOrder), nameof(SettleOrder)], _context.Calls);
        Assert.Empty(_context.Waits);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_Placing_TellsTheWireTheTimeThatItIs(bool replayed)
    {
        List<DateTimeOffset> told = [];
        _context.Answer(PlaceOrder.Stage, ticket =>
        {
            told.Add(ticket.At);
            return Some.Report(OrderStatus.Filled);
        });

        await OrderLifecycle.RunAsync(_context, Ticket() with { Replayed = replayed });

        // Live, the ticket may have waited for hours: an approval that expired meanwhile must be seen.
        Assert.Equal([replayed ? Some.DeskTime : _context.Now()], told);
    }

    [Fact]
    public async Task Run_StillWorking_WaitsLongerEachTime()
    {
        int asked = 0;
        _context.Answer(
            QueryOrder.Stage, _ => Some.Report(asked++ < 2 ? OrderStatus.Accepted : OrderStatus.Filled));

        await OrderLifecycle.RunAsync(_context, Ticket());

        Assert.Equal([15, 30, 60], _context.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Run_PatienceEnds_TakesTheOrderBack()
    {
        _context.Answer(QueryOrder.Stage, _ => Some.Report(OrderStatus.Accepted));

        OrderReport report = await OrderLifecycle.RunAsync(
            _context, Ticket(patience: TimeSpan.FromMinutes(1)));

        Assert.Equal(OrderStatus.Canceled, report.Status);
        Assert.Equal(1, _context.Calls.Count(name => name == nameof(CancelOrder)));
    }

    [Fact]
    public async Task Run_PartlyFilledMeanwhile_BooksThePartBeforeTheEnd()
    {
        OrderReport part = Some.Report(OrderStatus.PartiallyFilled, fills: Some.Fill());
        _context.Answer(PlaceOrder.Stage, _ => part);

        await OrderLifecycle.RunAsync(_context, Ticket());

        Assert.Equal([OrderStatus.PartiallyFilled, OrderStatus.Filled], _settled.Select(one => one.Status));
    }

    [Fact]
    public async Task Run_AQueryFails_KeepsAskingOnTimers()
    {
        int asked = 0;
        _context.Answer(QueryOrder.Stage, _ => asked++ == 0
            ? throw new IOException("The venue is away.")
            : Some.Report(OrderStatus.Filled));

        OrderReport report = await OrderLifecycle.RunAsync(_context, Ticket());

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(2, _context.Waits.Count);
    }

    private static OrderTicket Ticket(TimeSpan? patience = null) => new(
        "cycle-1", Some.ApprovedOrder(), false, patience ?? TimeSpan.FromDays(1), Some.DeskTime);
}
