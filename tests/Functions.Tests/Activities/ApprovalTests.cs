using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Orders that may not go without a person.</summary>
public sealed class ApprovalTests
{
    private readonly DeskRig _rig = new();
    private readonly Venue _venue = new();
    private readonly OrderTicket _ticket = new(
        Some.ApprovedOrder(limits: new() { ApprovalNotional = 999m }), false);

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(999, true)]
    public void Judge_WorthAboveTheLimit_NeedsAPerson(int limit, bool needs) => Assert.Equal(
        needs, Some.ApprovedOrder(limits: new() { ApprovalNotional = limit }).NeedsPerson);

    [Fact]
    public async Task Place_BeforeAnAnswer_SendsNothing()
    {
        await AskAsync();

        OrderReport report = await PlaceAsync();

        Assert.Equal((OrderStatus.Denied, 0), (report.Status, _venue.Sent));
        Assert.Equal("The order waits for a person's approval.", report.Reason);
    }

    [Fact]
    public async Task Place_Approved_Sends()
    {
        await AskAsync();
        await _rig.Approvals.AnswerAsync(_ticket.Id, true, "Ada", "It is a hedge.", default);

        Assert.Equal(OrderStatus.Accepted, (await PlaceAsync()).Status);
    }

    [Fact]
    public async Task Place_RefusedByAPerson_SaysWhoAndWhy()
    {
        await AskAsync();
        await _rig.Approvals.AnswerAsync(_ticket.Id, false, "Ada", "Too large.", default);
        await _rig.Approvals.AnswerAsync(_ticket.Id, true, "Bob", "It is fine.", default);

        OrderReport report = await PlaceAsync();

        Assert.Equal((OrderStatus.Denied, 0), (report.Status, _venue.Sent));
        Assert.Equal("Ada refused the order: Too large.", report.Reason);
        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    [Fact]
    public async Task Place_AfterSilence_IsRefusedEvenWhenAnAnswerComesLater()
    {
        await AskAsync();
        _rig.Clock.Advance(TimeSpan.FromMinutes(15));

        await new RecordApproval(_rig.Approvals).RunAsync(_ticket, default);
        await _rig.Approvals.AnswerAsync(_ticket.Id, true, "Ada", "It is fine.", default);

        OrderReport report = await PlaceAsync();
        Assert.Equal((OrderStatus.Denied, 0), (report.Status, _venue.Sent));
        Assert.StartsWith("nobody refused the order: No answer came", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Place_AnswerForAnotherApproval_IsRefused()
    {
        await AskAsync();
        await _rig.Approvals.AnswerAsync(_ticket.Id, true, "Ada", "It is fine.", default);
        ApprovedOrder other = Some.ApprovedOrder(
            Some.Order(quantity: 20m), limits: new() { ApprovalNotional = 999m });

        Denial? denial = await _rig.Approvals.FindDenialAsync(other, default);

        Assert.Equal(ApprovalBook.Rule, denial?.Rule);
    }

    [Fact]
    public async Task Ask_Twice_TellsOnceAndKeepsTheFirstMoment()
    {
        OrderApproval first = await AskAsync();
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        OrderApproval second = await AskAsync();

        Assert.Equal(first, second);
        Assert.Equal("approval", Assert.Single(_rig.Told).Kind);
        Assert.Single(await _rig.Approvals.ListPendingAsync(default));
    }

    [Fact]
    public async Task ListPending_BehindSixHundredAnsweredOnes_FindsWhatWaitsAndNothingElse()
    {
        await AskAsync();
        for (int i = 0; i < 600; i++)
        {
            OrderApproval answered = new($"zz{i:000}", "Buy", 1m, "hash", Some.DeskTime, Some.DeskTime)
            {
                Approved = true,
            };
            await _rig.Records.KeepAsync(OrderApproval.Kind, answered.ClientOrderId, answered, default);
        }

        Assert.Equal(_ticket.Id, Assert.Single(await _rig.Approvals.ListPendingAsync(default)).ClientOrderId);

        await _rig.Approvals.AnswerAsync(_ticket.Id, true, "Ada", "It is a hedge.", default);
        Assert.Empty(await _rig.Approvals.ListPendingAsync(default));
        Assert.Empty(await _rig.Records.ListAsync<OrderApproval>(
            OrderApproval.PendingKind, null, 10, default));
    }

    private Task<OrderApproval> AskAsync() =>
        new AskApproval(_rig.Approvals).RunAsync(_ticket, default);

    private async Task<OrderReport> PlaceAsync()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        await _rig.Register.OpenAsync(_ticket.Order);
        return (await new PlaceOrder(_rig.Wire(_venue)).RunAsync(_ticket, default)).Report;
    }

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
