using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Orders that people want changed.</summary>
public sealed class ReplacementTests
{
    private readonly DeskRig _rig = new(cash: 1_000_000m);
    private readonly Venue _venue = new();
    private readonly ApprovedOrder _order = Some.ApprovedOrder(Some.Order(limit: 100m));

    [Theory]
    [InlineData(4, null, 4, 100)]
    [InlineData(40, 99, 7, 99)]
    [InlineData(null, 99, 7, 99)]
    public async Task Assess_PartlyFilled_OrdersWhatIsLeftAtMost(
        int? quantity, int? limit, int units, int price)
    {
        await AskAsync(quantity, limit);
        await EndAsync(OrderStatus.Canceled, 3m);

        ReplacementVerdict verdict = await AssessAsync();
        ReplacementVerdict again = await AssessAsync();

        Assert.Null(verdict.Refusal);
        ProposedOrder order = verdict.Approved!.Order;
        Assert.Equal((units, price, "order-1"), (order.Quantity, order.LimitPrice, order.ReplacesId));
        Assert.NotEqual("order-1", order.ClientOrderId);
        Assert.Equal(verdict, again);
        Assert.Equal(order.ClientOrderId, Assert.Single(await _rig.Register.ReadAsync(default)).Id);
    }

    [Fact]
    public async Task Assess_AgainAMinuteLaterAfterACrash_GivesTheFirstVerdictAndWritesOneLine()
    {
        await AskAsync(4, null);
        await EndAsync(OrderStatus.Canceled, 3m);

        ReplacementVerdict verdict = await AssessAsync();
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        ReplacementVerdict again = await AssessAsync();

        Assert.NotNull(verdict.Approved);
        Assert.Equal(verdict, again);
        Assert.Single(
            await _rig.Journal.ReadAsync("order:order-1", 1, 100, default),
            line => line.Kind == "order-replaced");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(4)]
    public async Task Assess_AgainAfterALateFill_GivesTheFirstVerdictAndLeavesNoReservationBehind(int late)
    {
        await AskAsync(7, null);
        await EndAsync(OrderStatus.Canceled, 3m);
        ReplacementVerdict verdict = await AssessAsync();

        await BookLateAsync(late);
        ReplacementVerdict again = await AssessAsync();

        Assert.NotNull(verdict.Approved);
        Assert.Equal(verdict, again);
        Assert.Equal(
            verdict.Approved!.Order.ClientOrderId, Assert.Single(await _rig.Register.ReadAsync(default)).Id);
        Assert.DoesNotContain(_rig.Told, alert => alert.Kind == "replacement");
    }

    [Fact]
    public async Task Assess_StoppedBeforeTheVerdictWasKept_AndAgainAfterALateFill_GivesThatVerdict()
    {
        await AskAsync(7, null);
        await EndAsync(OrderStatus.Canceled, 3m);
        _rig.Rows.BeforeSubmit = (partition, _) =>
            partition.Contains("replacement-verdict", StringComparison.Ordinal)
                ? throw new IOException("The process was stopped.")
                : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(AssessAsync);
        _rig.Rows.BeforeSubmit = (_, _) => Task.CompletedTask;

        await BookLateAsync(7m);
        ReplacementVerdict verdict = await AssessAsync();

        Assert.Equal(
            verdict.Approved!.Order.ClientOrderId, Assert.Single(await _rig.Register.ReadAsync(default)).Id);
        Assert.Null(verdict.Refusal);
    }

    [Fact]
    public async Task Assess_RefusedAndAgainAMinuteLater_IsToldOnce()
    {
        await AskAsync(4, null);
        await EndAsync(OrderStatus.Filled, 10m);

        ReplacementVerdict verdict = await AssessAsync();
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(verdict, await AssessAsync());
        Assert.Single(_rig.Told);
    }

    [Fact]
    public async Task Assess_FilledMeanwhile_SendsNothingAndSaysSo()
    {
        await AskAsync(4, null);
        await EndAsync(OrderStatus.Filled, 10m);

        ReplacementVerdict verdict = await AssessAsync();

        Assert.Equal((null, "All 10 units were filled."), (verdict.Approved, verdict.Refusal));
        Assert.Equal("replacement", Assert.Single(_rig.Told).Kind);
    }

    [Fact]
    public async Task Assess_CanceledByAnotherPersonToo_IsNotReplaced()
    {
        await AskAsync(4, null);
        await _rig.Cancels.AskAsync("order-1", "Bob", "Out of it.", default);
        await EndAsync(OrderStatus.Canceled, 0m);

        Assert.Equal("Bob wanted the order back: Out of it.", (await AssessAsync()).Refusal);
    }

    [Fact]
    public async Task Assess_TheGateRefuses_TellsWhichRule()
    {
        await AskAsync(null, 200);
        await EndAsync(OrderStatus.Canceled, 0m);

        ReplacementVerdict verdict = await AssessAsync();

        Assert.StartsWith("The gate refused it:", verdict.Refusal, StringComparison.Ordinal);
        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    [Theory]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Denied)]
    public async Task Assess_EndedForAnotherReason_IsNotReplaced(OrderStatus status)
    {
        await AskAsync(4, null);
        await (status is OrderStatus.Denied
            ? _rig.Orders.RefuseAsync(_order, Some.Report(status, _order.Order), default)
            : EndAsync(status, 0m));

        Assert.StartsWith($"The order was {status}", (await AssessAsync()).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assess_NobodyAsked_SaysNothing() =>
        Assert.Equal(new(null, null), await AssessAsync());

    [Fact]
    public async Task Ask_OrderThatIsASlice_IsRefused()
    {
        ApprovedOrder slice = Some.ApprovedOrder(Some.Order(id: "slice-1") with { ParentId = "order-9" });
        await _rig.Register.OpenAsync(slice);

        (ReplacementWish? wish, string? refusal) = await _rig.Replacements.AskAsync(
            "slice-1", 4, null, "Ada", "A test.", default);

        Assert.Equal((null, "The order is a slice: change its parent order-9."), (wish, refusal));
    }

    [Fact]
    public async Task Cancel_BeforeItWasSent_IsCanceledAndNeverSentAfterwards()
    {
        await _rig.Register.OpenAsync(_order);
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        OrderWire wire = _rig.Wire(_venue);

        SealedReport canceled = await new CancelOrder(wire).RunAsync(new(_order, false), default);
        await wire.SettleAsync(_order, false, canceled, default);
        SealedReport placed = await new PlaceOrder(wire).RunAsync(new(_order, false), default);

        Assert.Equal(OrderStatus.Canceled, canceled.Report.Status);
        Assert.Equal((OrderStatus.Canceled, 0), (placed.Report.Status, _venue.Sent));
        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    private async Task AskAsync(int? quantity, int? limit)
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        await _rig.Records.KeepFirstAsync(
            CycleProposal.Kind, "cycle-1", new CycleProposal([Some.Outlook()], [], [_order.Order], []), default);
        await _rig.Register.OpenAsync(_order);
        (ReplacementWish? wish, string? refusal) = await _rig.Replacements.AskAsync(
            "order-1", quantity, limit, "Ada", "A test.", default);
        Assert.Null(refusal);
        Assert.NotNull(wish);
        Assert.True(await _rig.Cancels.IsAskedAsync("order-1", default));
    }

    private async Task EndAsync(OrderStatus status, decimal filled)
    {
        await _rig.Orders.TryIntendAsync(_order, Some.DeskTime, default);
        Fill[] fills = filled == 0 ? [] : [Some.Fill(_order.Order, filled)];
        await _rig.Orders.SettleAsync(_order, Some.Report(status, _order.Order, fills: fills), default);
        _rig.Clock.Advance(TimeSpan.FromHours(90));
    }

    private Task BookLateAsync(decimal quantity) => _rig.Orders.AddFillAsync(
        _order.Order, Some.Fill(_order.Order, quantity, tradeId: "late"), _ => Task.CompletedTask, default);

    // The order ends in the next session, while the market is open.
    private Task<ReplacementVerdict> AssessAsync() => new AssessReplacement(
        _rig.Wire(_venue), _rig.Replacements, _rig.Judge(Some.Gate())).RunAsync(new(_order, false), default);

    private sealed class Venue : BrokerDouble
    {
        internal int Sent { get; private set; }

        public override Task<OrderReport> SubmitAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken,
            LastLook? look = null)
        {
            Sent++;
            return Task.FromResult(Some.Report(OrderStatus.Accepted, order.Order));
        }

        public override Task<OrderReport?> QueryAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            Task.FromResult<OrderReport?>(null);
    }
}
