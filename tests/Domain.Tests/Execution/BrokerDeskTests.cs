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

    public BrokerDeskTests()
    {
        _paper = new("paper", _calls);
        _desk = Desk(new());
    }

    [Fact]
    public async Task Place_NewOrder_AsksThenWritesTheIntentThenSends()
    {
        OrderReport report = await PlaceAsync(Some.ApprovedOrder());

        Assert.Equal(OrderStatus.Accepted, report.Status);
        Assert.Equal(["paper: query", "intent", "paper: submit"], _calls);
    }

    [Fact]
    public async Task Place_OrderThatIsThere_SendsNothing()
    {
        _paper.Known = Some.Report(OrderStatus.Filled, fills: Some.Fill());

        OrderReport report = await PlaceAsync(Some.ApprovedOrder());

        Assert.Equal(_paper.Known, report);
        Assert.Equal(["paper: query"], _calls);
    }

    [Fact]
    public async Task Place_OrderThatIsThereAndExpiredSince_IsAnsweredAllTheSame()
    {
        _paper.Known = Some.Report(OrderStatus.Filled, fills: Some.Fill());

        OrderReport report = await _desk.PlaceAsync(
            Some.ApprovedOrder(), Now with { DeskTime = Some.DeskTime.AddDays(1) }, TradingState.Halted,
            WriteAsync,
            default);

        Assert.Equal(OrderStatus.Filled, report.Status);
    }

    [Fact]
    public async Task Place_ExpiredOrder_IsDeniedWithTheReason()
    {
        OrderReport report = await _desk.PlaceAsync(
            Some.ApprovedOrder(), Now with { DeskTime = Some.DeskTime.AddHours(1) }, TradingState.Active,
            WriteAsync,
            default);

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Equal("The order expired at 2017-12-29T22:05:00Z, it is 2017-12-29T22:05:00Z.", report.Reason);
        Assert.Equal(["paper: query"], _calls);
    }

    [Fact]
    public async Task Place_ForgedOrder_IsDeniedAndNobodyIsAsked()
    {
        OrderReport report = await PlaceAsync(Some.ApprovedOrder(signer: Some.Signer(fill: 8)));

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Place_IntentThatCannotBeWritten_SendsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _desk.PlaceAsync(
            Some.ApprovedOrder(), Now, TradingState.Active, _ =>
                throw new IOException("The disk is full."), default));

        Assert.Equal(["paper: query"], _calls);
    }

    [Fact]
    public async Task Place_OrderThatIsNotOpen_IsDeniedAndSendsNothing()
    {
        OrderReport report = await _desk.PlaceAsync(
            Some.ApprovedOrder(), Now, TradingState.Active, _ => Task.FromResult(false), default);

        Assert.Equal(OrderStatus.Denied, report.Status);
        Assert.Contains("not open", report.Reason, StringComparison.Ordinal);
        Assert.Equal(["paper: query"], _calls);
    }

    [Fact]
    public async Task Of_MarketWithItsOwnBroker_IsServedByIt()
    {
        ScriptedBroker other = new("other", _calls);
        BrokerDesk desk = Desk(
            new() { Brokers = new Dictionary<string, string> { ["us-equities"] = "other" } }, other);

        await desk.CancelAsync(Some.ApprovedOrder(), Now, default);
        await desk.QueryAsync(Some.ApprovedOrder(Some.Order(instrument: Some.Gold())), Now, default);

        Assert.Equal(["other: cancel", "paper: query"], _calls);
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

    private Task<OrderReport> PlaceAsync(ApprovedOrder order) =>
        _desk.PlaceAsync(order, Now, TradingState.Active, WriteAsync, default);

    private Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        _calls.Add("intent");
        return Task.FromResult(true);
    }

    private sealed class ScriptedBroker(string name, List<string> calls) : BrokerDouble
    {
        public override string Name => name;

        public OrderReport? Known { get; set; }

        public override Task<OrderReport> SubmitAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
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
            return Task.FromResult(report);
        }
    }
}
