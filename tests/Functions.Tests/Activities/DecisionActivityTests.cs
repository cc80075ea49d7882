using TradingBase.Desk;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Activities that decide: the first decision stands, whatever has changed since.</summary>
public sealed class DecisionActivityTests
{
    private static readonly ProposalReceipt Proposed = new("cycle-1", Some.DeskTime, 1);

    private readonly DeskRig _rig = new() { Limits = Some.Limits(Lenient) };
    private string? _snapshotId;

    [Fact]
    public async Task AssessRisk_SecondRunOnAHaltedDesk_GivesTheFirstVerdict()
    {
        await OpenAsync();
        await ProposeAsync(Some.Order(quantity: 1m));

        BatchVerdict first = await AssessAsync();
        await MoveAsync(TradingState.Halted);
        BatchVerdict second = await AssessAsync();

        Assert.Single(first.Approved);
        Assert.Equal(Canonical.Json(first), Canonical.Json(second));
        Assert.Single(await _rig.Journal.ReadAsync("cycle:cycle-1", 1, 10, default));
    }

    [Fact]
    public async Task AssessRisk_HaltedDesk_DeniesWithEveryReading()
    {
        await OpenAsync();
        await MoveAsync(TradingState.Halted);
        await ProposeAsync(Some.Order(quantity: 1m));

        BatchVerdict verdict = await AssessAsync();

        Assert.Equal((0, 1), (verdict.Approved.Count, verdict.Denied));
        CycleVerdict kept = await KeptAsync<CycleVerdict>(CycleVerdict.Kind);
        Assert.Equal(Some.Rules().Count, Assert.Single(kept.Verdict.Orders).Readings.Count);
    }

    [Fact]
    public async Task AssessRisk_OrderDeniedForItsRepeats_SuspendsItsCourse()
    {
        DeskRig rig = new() { Limits = Some.Limits(Lenient with { MaxRepeats = 1 }) };
        await rig.Books.OpenAsync(Some.DeskTime, default);
        await rig.Records.KeepAsync(
            CycleProposal.Kind, "cycle-1",
            new CycleProposal([Some.Outlook()], [], [Some.Order(1, id: "a"), Some.Order(2, id: "b")], []), default);
        AssessRisk assess = new(rig.Judge(Some.Gate()), rig.Suspensions, rig.Journal);

        await assess.RunAsync(Proposed, default);
        await assess.RunAsync(Proposed, default);

        Assert.Equal(
            OrderCourse.Of(Some.Order()), Assert.Single(await rig.Suspensions.ReadAsync(default)).Course);
        Assert.Single(await rig.Journal.ReadAsync("limits", 2, 10, default));
    }

    [Fact]
    public async Task ProposeOrders_SecondRunWithAnotherIntent_GivesTheFirstProposal()
    {
        await KeepReviewAsync();

        await ProposeIntentAsync(quantity: 1m);
        await ProposeIntentAsync(quantity: 2m);

        CycleProposal kept = await KeptAsync<CycleProposal>(CycleProposal.Kind);
        Assert.Equal(1m, Assert.Single(kept.Orders).Quantity);
    }

    [Fact]
    public async Task ProposeOrders_IntentWhileTheMarketIsClosed_WaitsForItsOpening()
    {
        await KeepReviewAsync();

        await ProposeIntentAsync(quantity: 1m);

        CycleProposal kept = await KeptAsync<CycleProposal>(CycleProposal.Kind);
        Assert.False(Assert.Single(kept.Outlooks).MarketOpen);
        Assert.Equal(OrderType.MarketOnOpen, Assert.Single(kept.Orders).Type);
    }

    [Fact]
    public async Task ProposeOrders_IntentOnWhatNobodyKnows_ProposesNothingAndSaysWhy()
    {
        ProposalReceipt receipt = await ProposeIntentAsync(quantity: 1m);

        Assert.Equal(0, receipt.Orders);
        CycleProposal kept = await KeptAsync<CycleProposal>(CycleProposal.Kind);
        Assert.Contains("AAPL", Assert.Single(kept.Skipped).Reason, StringComparison.Ordinal);
    }

    private Task OpenAsync() => _rig.Books.OpenAsync(Some.DeskTime, default);

    private Task<DeskState> MoveAsync(TradingState state) => _rig.Desk.ChangeAsync(
        present => present!.With(Some.Hold(state)), default);

    private Task ProposeAsync(ProposedOrder order) => _rig.Records.KeepAsync(
        CycleProposal.Kind, "cycle-1", new CycleProposal([Some.Outlook()], [], [order], []), default);

    private Task<BatchVerdict> AssessAsync() =>
        new AssessRisk(_rig.Judge(Some.Gate()), _rig.Suspensions, _rig.Journal).RunAsync(Proposed, default);

    private async Task<TRecord> KeptAsync<TRecord>(string kind)
        where TRecord : class => (await _rig.Records.FindAsync<TRecord>(kind, "cycle-1", default))!;

    // One share of a desk with a thousand dollars must not fail for its size.
    private static RiskLimits Lenient => new() { MaxConcentration = Ratio.FromPercent(100) };

    private async Task KeepReviewAsync()
    {
        Markets.MarketSnapshot snapshot = Some.Snapshot(Some.Series([99m, 100m]));
        _snapshotId = await _rig.Snapshots.KeepAsync(snapshot, default);
        await _rig.Records.KeepAsync(
            MarketInsights.Kind, "cycle-1:us-equities",
            new MarketInsights("us-equities", _snapshotId, [Some.Outlook().Insight]), default);
    }

    private Task<ProposalReceipt> ProposeIntentAsync(decimal quantity)
    {
        OrderIntent intent = new(
            "intent-1", "outside", "us-equities", "AAPL", OrderSide.Buy, quantity, Some.DeskTime);
        MarketReviewResult review = new("us-equities", _snapshotId, "cycle-1:us-equities", null);
        return new ProposeOrders(
            new ConvictionWeighted(new()), new OrderSizer(new()), new OrderPlanner(new()), _rig.Outlooks,
            new(DeskRig.Brokers), _rig.Portfolio, _rig.Records)
            .RunAsync(new("cycle-1", Some.DeskTime, [review], intent), default);
    }
}
