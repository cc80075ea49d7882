using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>The activity at the wire: what it asks, writes down and sends.</summary>
public sealed class PlaceOrderTests
{
    private readonly DeskRig _rig = new();
    private readonly CountingBroker _broker = new();
    private readonly ProposedOrder _order = Some.Order();

    [Fact]
    public async Task Run_Twice_SendsOnceAndWritesOneIntent()
    {
        await OpenAsync(TradingState.Active);

        OrderReport first = await RunAsync();
        OrderReport second = await RunAsync();

        Assert.Equal(OrderStatus.Accepted, first.Status);
        Assert.Equal(first.Status, second.Status);
        Assert.Equal(1, _broker.Sent);
        Assert.Equal(["order-intended"], await KindsAsync());
    }

    [Fact]
    public async Task Run_DeskHaltedSinceTheApproval_SendsNothingAndWritesTheRefusal()
    {
        await OpenAsync(TradingState.Halted);

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Equal(0, _broker.Sent);
        Assert.Equal(["order-refused", "order-ended"], await KindsAsync());
    }

    [Fact]
    public async Task Run_DeskThatWasNeverOpened_SendsNothing()
    {
        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Equal(0, _broker.Sent);
    }

    [Fact]
    public async Task Run_AfterTheApprovalExpired_SendsNothing()
    {
        await OpenAsync(TradingState.Active);

        OrderReport report = await RunAsync(Some.DeskTime.AddHours(2));

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Contains("expired", report.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _broker.Sent);
    }

    [Fact]
    public async Task Run_BeforeThisProcessJudgedAnything_KeepsTheLimitThatWasAccepted()
    {
        // What runs now is configured looser, which nobody accepted, and has read no limits yet.
        await Some.LimitBook(_rig.Rows, new() { MaxOrderNotional = 900m, HardOrderNotional = 999m })
            .ReadAsync(Some.DeskTime, default);
        await OpenAsync(TradingState.Active);

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Contains("1000.00 is more than the hard limit 999.00", report.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _broker.Sent);
    }

    [Fact]
    public async Task Run_OrderThatHasEnded_SendsNothingAgain()
    {
        await OpenAsync(TradingState.Active);
        await _rig.Register.EndAsync(Some.ApprovedOrder(_order), _order.Quantity, default);

        OrderReport report = await RunAsync();

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Equal(0, _broker.Sent);
        Assert.Equal(["order-refused", "order-ended"], await KindsAsync());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    public async Task Run_AgainAfterItsEnd_IsToldOnlyOnceTheApprovalHasExpired(int hours, int told)
    {
        await OpenAsync(TradingState.Active);
        OrderReport first = await RunAsync();
        await _rig.Orders.SettleAsync(
            Some.ApprovedOrder(_order), first with { Status = OrderStatus.Canceled }, default);

        OrderReport again = await RunAsync(Some.DeskTime.AddHours(hours));

        Assert.Equal((OrderStatus.Canceled, 1), (again.Status, _broker.Sent));
        Assert.Equal(told, _rig.Told.Count(alert => alert.Kind == "order-refused"));
    }

    [Fact]
    public async Task Run_DeskHaltsOrTimeRunsOutWhileTheBrokerWaits_IsTheReasonAtTheLastLook()
    {
        await OpenAsync(TradingState.Active);
        List<Denial?> seen = [];
        _broker.Waits = async look =>
        {
            seen.Add(await look(default));
            _rig.Clock.Advance(TimeSpan.FromHours(2));
            seen.Add(await look(default));
            await _rig.Desk.ChangeAsync(present => present!.With(Some.Hold(TradingState.Halted)), default);
            seen.Add(await look(default));
        };

        await RunAsync();

        Assert.Equal([null, HardLimits.Expiry, HardLimits.State], seen.Select(denial => denial?.Rule));
    }

    [Fact]
    public async Task Run_RefusedOrder_IsOpenNoMore()
    {
        await OpenAsync(TradingState.Halted);
        Assert.Single(await _rig.Register.ReadAsync(default));

        await RunAsync();

        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    private async Task OpenAsync(TradingState state)
    {
        await _rig.Register.OpenAsync(Some.ApprovedOrder(_order));
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        if (state is not TradingState.Active)
        {
            await _rig.Desk.ChangeAsync(present => present!.With(Some.Hold(state)), default);
        }
    }

    private async Task<OrderReport> RunAsync(DateTimeOffset? at = null)
    {
        if (at is { } moment)
        {
            _rig.Clock.Advance(moment - _rig.Clock.GetUtcNow());
        }

        return (await new PlaceOrder(_rig.Wire(_broker)).RunAsync(
            new(Some.ApprovedOrder(_order), false), default)).Report;
    }

    private async Task<IEnumerable<string>> KindsAsync() =>
        (await _rig.Journal.ReadAsync($"order:{_order.ClientOrderId}", 1, 10, default))
        .Select(line => line.Kind);

    /// <summary>A venue that takes everything, as often as it is sent.</summary>
    private sealed class CountingBroker : BrokerDouble
    {
        private OrderReport? _known;

        internal int Sent { get; private set; }

        /// <summary>What happens before it is sent.</summary>
        internal Func<LastLook, Task> Waits { get; set; } = _ => Task.CompletedTask;

        public override async Task<OrderReport> SubmitAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken,
            LastLook? look = null)
        {
            await Waits(look!);
            Sent++;
            return _known = Some.Report(OrderStatus.Accepted, order.Order);
        }

        public override Task<OrderReport?> QueryAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            Task.FromResult(_known);
    }
}
