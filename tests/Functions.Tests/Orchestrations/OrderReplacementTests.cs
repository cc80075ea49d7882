using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

/// <summary>The life of an order that a person wants changed.</summary>
public sealed class OrderReplacementTests
{
    private readonly ScriptedContext _context;

    public OrderReplacementTests() => _context = new ScriptedContext()
        .Answer(PlanOrder.Stage, _ => new(null, TimeSpan.Zero, Resumed: false) { CancelAsked = true })
        .Answer(CancelOrder.Stage, _ => Some.Sealed(OrderStatus.Canceled))
        .Answer(SettleOrder.Stage, asked => new(asked.Report.Report));

    [Fact]
    public async Task Run_ReplacementAsked_BeginsTheNewOrderOnceTheOldOneHasEnded()
    {
        ApprovedOrder next = Some.ApprovedOrder(Some.Order(id: "order-2"));
        _context.Answer(AssessReplacement.Stage, _ => new(next, null))
            .Answer(nameof(OrderLifecycle), input =>
            {
                Assert.Equal(next, ((OrderTicket)input!).Order);
                return Some.Report(OrderStatus.Filled);
            });

        OrderReport report = await OrderLifecycle.RunAsync(_context, new(Some.ApprovedOrder(), false));

        Assert.Equal((OrderStatus.Canceled, "Replaced by order-2."), (report.Status, report.Reason));
        Assert.Equal(["order:order-2"], _context.Children);
        Assert.Equal(
            [
                nameof(PlanOrder), nameof(CancelOrder), nameof(SettleOrder), nameof(AssessReplacement),
                nameof(OrderLifecycle),
            ],
            _context.Calls);
    }

    [Fact]
    public async Task Run_ReplacementDenied_TellsWhyAndTheOldOrderStaysCanceled()
    {
        _context.Answer(AssessReplacement.Stage, _ => new(null, "Too large."));

        OrderReport report = await OrderLifecycle.RunAsync(_context, new(Some.ApprovedOrder(), false));

        Assert.Equal((OrderStatus.Canceled, "Not replaced: Too large."), (report.Status, report.Reason));
        Assert.Empty(_context.Children);
    }
}
