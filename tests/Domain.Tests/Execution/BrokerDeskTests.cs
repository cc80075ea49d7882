using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

public sealed class BrokerDeskTests
{
    private static readonly DeskClock Now = new(Some.DeskTime, Replayed: false);

    private readonly List<string> _calls = [];
    private readonly ScriptedBroker _paper;
    private readonly BrokerDesk _desk;
    private readonly MemoryIntents _intents;

    public BrokerDeskTests()
    {
        _paper = new("paper", _calls);
        _desk = Desk(new());
        _intents = new(_calls.Add);
    }

    [Fact]
    public async Task Place_NewOrder_WritesTheIntentThenSendsAndLeavesTheAskingToTheBroker()
    {
        Placement placed = await PlaceAsync(Some.ApprovedOrder());

        Assert.Equal(OrderStatus.Accepted, placed.Report.Status);
        Assert.Equal(["intent", "paper: submit"], _calls);
    }

    [Fact]
    public async Task Place_OrderThatWasIntendedAndExpiredSince_IsAnsweredAllTheSame()
    {
        ApprovedOrder order = Some.ApprovedOrder();
        await PlaceAsync(order);
        _paper.Known = Some.Report(OrderStatus.Filled, fills: Some.Fill());

        Placement placed = await _desk.PlaceAsync(
            order, Now with { DeskTime = Some.DeskTime.AddDays(1) }, TradingState.Halted, _intents, default);

        Assert.Equal(OrderStatus.Filled, placed.Report.Status);
    }

    [Fact]
    public async Task Place_ExpiredOrder_IsDeniedWithTheReasonAndNobodyIsAsked()
    {
        Placement placed = await _desk.PlaceAsync(
            Some.ApprovedOrder(), Now with { DeskTime = Some.DeskTime.AddHours(1) }, TradingState.Active,
            _intents, default);

        Assert.Equal(OrderStatus.Denied, placed.Report.Status);
        Assert.Equal(
            new Denial(HardLimits.Expiry,
                "The order expired at 2017-12-29T22:05:00Z, it is 2017-12-29T22:05:00Z."),
            placed.Denial);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_ForgedOrder_IsDeniedAndNobodyIsAsked()
    {
        Placement placed = await PlaceAsync(Some.ApprovedOrder(signer: Some.Signer(fill: 8)));

        Assert.Equal(OrderStatus.Denied, placed.Report.Status);
        Assert.Equal(HardLimits.Signature, placed.Denial?.Rule);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_RecordedTimeAtARealVenue_IsDeniedAndNobodyIsAsked()
    {
        _paper.Venue = new();

        Placement placed = await _desk.PlaceAsync(
            Some.ApprovedOrder(), Now with { Replayed = true }, TradingState.Active, _intents, default);

        Assert.Equal(
            new Denial(BrokerDesk.Clock, "Recorded time is no time to send an order to paper."),
            placed.Denial);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_OrderThatHasEnded_GivesItsEndAndSaysThatItCameAgain()
    {
        ApprovedOrder order = Some.ApprovedOrder();
        _intents.Put(order, new(Some.DeskTime, Some.Report(OrderStatus.Canceled), IsSame: true));

        Placement placed = await PlaceAsync(order);

        Assert.Equal(OrderStatus.Canceled, placed.Report.Status);
        Assert.Equal(
            new Denial(BrokerDesk.Replay, "The order came again after it was Canceled."), placed.Denial);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_AnotherOrderUnderAKnownId_IsDenied()
    {
        ApprovedOrder order = Some.ApprovedOrder();
        _intents.Put(order, new(Some.DeskTime, Some.Report(OrderStatus.Accepted), IsSame: false));

        Placement placed = await PlaceAsync(order);

        Assert.Equal((OrderStatus.Denied, BrokerDesk.Identity), (placed.Report.Status, placed.Denial?.Rule));
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_IntentThatCannotBeWritten_SendsNothing()
    {
        MemoryIntents broken = new(_ => throw new IOException("The disk is full."));

        await Assert.ThrowsAsync<IOException>(() => _desk.PlaceAsync(
            Some.ApprovedOrder(), Now, TradingState.Active, broken, default));

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_AgainAtARealVenueThatDoesNotKnowIt_NeverSendsASecondTime()
    {
        _paper.Venue = new() { ArrivalWindow = TimeSpan.FromMinutes(1) };
        ApprovedOrder order = Some.ApprovedOrder();
        await PlaceAsync(order);
        _calls.Clear();

        Placement early = await PlaceAsync(order, TimeSpan.FromSeconds(59));
        Placement late = await PlaceAsync(order, TimeSpan.FromSeconds(60));

        Assert.Equal(OrderStatus.Unknown, early.Report.Status);
        Assert.Equal(
            "paper does not know the order yet; it may arrive until 2017-12-29T21:06:00Z.",
            early.Report.Reason);
        Assert.Equal(OrderStatus.Rejected, late.Report.Status);
        Assert.StartsWith("paper never had the order:", late.Report.Reason, StringComparison.Ordinal);
        Assert.Equal(["paper: query", "paper: query", "paper: forbid"], _calls);
    }

    [Fact]
    public async Task Place_AgainOnPaper_SendsWhatIsNotThere()
    {
        ApprovedOrder order = Some.ApprovedOrder();
        await PlaceAsync(order);
        _calls.Clear();

        await PlaceAsync(order);

        Assert.Equal(["paper: query", "paper: submit"], _calls);
    }

    [Theory]
    [InlineData(true, OrderStatus.Rejected)]
    [InlineData(false, OrderStatus.Unknown)]
    public async Task Place_BrokerFails_IsRejectedOnlyWhereNobodyMaySendItAnyMore(
        bool forbidden, OrderStatus status)
    {
        _paper.Venue = new();
        _paper.Silent = "submit";
        _paper.Forbids = forbidden;

        Placement placed = await PlaceAsync(Some.ApprovedOrder());

        Assert.Equal((status, forbidden), (placed.Report.Status, placed.Report.ClosedByDesk));
        Assert.Equal(["intent", "paper: submit", "paper: forbid"], _calls);
    }

    [Fact]
    public async Task Place_BrokerFailsAndTheStoreToo_IsUnknown()
    {
        _paper.Venue = new();
        (_paper.Silent, _paper.SilentToo) = ("submit", "forbid");

        Assert.Equal(OrderStatus.Unknown, (await PlaceAsync(Some.ApprovedOrder())).Report.Status);
    }

    [Fact]
    public async Task Query_LongAfterTheIntentWhileASendIsUnderWay_ConcludesNothing()
    {
        _paper.Venue = new();
        ApprovedOrder order = Some.ApprovedOrder();
        await PlaceAsync(order);
        _paper.Forbids = false;

        OrderReport early = await QueryAsync(order);
        _paper.Forbids = true;
        OrderReport late = await QueryAsync(order);

        Assert.Equal(OrderStatus.Unknown, early.Status);
        Assert.Equal((OrderStatus.Rejected, true), (late.Status, late.ClosedByDesk));
    }

    [Fact]
    public async Task Query_AnOrderThatWasAccepted_IsNotLostBecauseTheVenueForgotIt()
    {
        _paper.Venue = new();
        ApprovedOrder order = Some.ApprovedOrder();
        _intents.Put(order, new(Some.DeskTime, Some.Report(OrderStatus.Accepted), IsSame: true));

        OrderReport report = await _desk.QueryAsync(
            order, Now with { DeskTime = Some.DeskTime.AddDays(1) }, _intents, default);

        Assert.Equal(OrderStatus.Unknown, report.Status);
    }

    [Fact]
    public async Task Query_AnOrderWithoutAnIntent_ClosesItSoThatNobodySendsIt()
    {
        _paper.Venue = new();
        ApprovedOrder order = Some.ApprovedOrder();

        OrderReport asked = await _desk.QueryAsync(order, Now, _intents, default);
        Placement placed = await PlaceAsync(order);

        Assert.Equal(OrderStatus.Rejected, asked.Status);
        Assert.Equal((OrderStatus.Rejected, BrokerDesk.Replay), (placed.Report.Status, placed.Denial?.Rule));
        Assert.DoesNotContain("paper: submit", _calls);
    }

    [Fact]
    public async Task Cancel_AnOrderThatMayStillArrive_IsNotTakenForRefused()
    {
        _paper.Venue = new();
        ApprovedOrder order = Some.ApprovedOrder();
        await PlaceAsync(order);

        OrderReport report = await _desk.CancelAsync(order, Now, _intents, default);

        Assert.Equal(OrderStatus.Unknown, report.Status);
        Assert.DoesNotContain("paper: cancel", _calls);
    }

    [Fact]
    public async Task Place_OrderThatIsNotOpen_IsDeniedAndSendsNothing()
    {
        _intents.IsOpen = false;

        Placement placed = await PlaceAsync(Some.ApprovedOrder());

        Assert.Equal((OrderStatus.Denied, BrokerDesk.Replay), (placed.Report.Status, placed.Denial?.Rule));
        Assert.Contains("not open", placed.Report.Reason, StringComparison.Ordinal);
        Assert.Equal(["intent"], _calls);
    }

    [Fact]
    public async Task Of_MarketWithItsOwnBroker_IsServedByIt()
    {
        ScriptedBroker other = new("other", _calls);
        BrokerDesk desk = Desk(
            new() { Brokers = new Dictionary<string, string> { ["us-equities"] = "other" } }, other);

        other.Known = Some.Report(OrderStatus.Accepted);

        await desk.CancelAsync(Some.ApprovedOrder(), Now, _intents, default);
        await desk.QueryAsync(
            Some.ApprovedOrder(Some.Order(instrument: Some.Gold())), Now, _intents, default);

        Assert.Equal(["other: query", "other: cancel", "paper: query"], _calls);
    }

    [Fact]
    public void Construct_BrokerThatIsNotThere_NamesThoseThatAre()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() =>
            Desk(new() { DefaultBroker = "kraken" }));

        Assert.StartsWith("'kraken' is no broker here: paper.", thrown.Message, StringComparison.Ordinal);
    }

    private BrokerDesk Desk(BrokerDeskOptions options, params IBroker[] others) =>
        new([_paper, .. others], options, new(Some.Signer(), Some.Limits()));

    private Task<Placement> PlaceAsync(ApprovedOrder order, TimeSpan? later = null) =>
        _desk.PlaceAsync(
            order, Now with { DeskTime = Some.DeskTime + (later ?? TimeSpan.Zero) }, TradingState.Active,
            _intents, default);

    private Task<OrderReport> QueryAsync(ApprovedOrder order) => _desk.QueryAsync(
        order, Now with { DeskTime = Some.DeskTime.AddMinutes(10) }, _intents, default);

    private sealed class ScriptedBroker(string name, List<string> calls) : BrokerDouble
    {
        public override string Name => name;

        public override BrokerTraits Traits => Venue;

        public BrokerTraits Venue { get; set; } = new() { OnPaper = true };

        public OrderReport? Known { get; set; }

        public string? Silent { get; set; }

        public string? SilentToo { get; set; }

        public bool Forbids { get; set; } = true;

        public override Task<bool> TryForbidSendAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            AnswerAsync("forbid", Forbids);

        public override Task<OrderReport> SubmitAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken,
            LastLook? look = null) =>
            AnswerAsync("submit", Some.Report(OrderStatus.Accepted));

        public override Task<OrderReport?> QueryAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
                AnswerAsync("query", Known);

        public override Task<OrderReport> CancelAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            AnswerAsync("cancel", Some.Report(OrderStatus.Canceled));

        private Task<TReport> AnswerAsync<TReport>(string what, TReport report)
        {
            calls.Add($"{name}: {what}");
            return what == Silent || what == SilentToo
                ? throw new StateUnavailableException(name, "the line went dead")
                : Task.FromResult(report);
        }
    }
}
