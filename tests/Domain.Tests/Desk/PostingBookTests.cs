using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class PostingBookTests
{
    private readonly ReconciliationRig _rig = new();

    [Fact]
    public async Task Post_OfWhatBrokeTheBooks_EndsTheBreakAndALiftedHoldStaysLifted()
    {
        await _rig.OpenAsync();
        _rig.Venue.Pay("USD", 12.34m);
        await _rig.RunAsync();
        await _rig.RunAsync();
        Assert.Equal(TradingState.Halted, await _rig.StateAsync());

        // Lifted alone it comes back: the venue is as it was.
        await LiftAsync(0);
        await _rig.RunAsync();
        Assert.Equal(TradingState.Halted, await _rig.StateAsync());

        HandPostingOutcome outcome = await Book().PostAsync(Dividend(), default);
        await LiftAsync(1);
        ReconciliationReport next = await _rig.RunAsync();
        ReconciliationReport later = await _rig.RunAsync();

        Assert.True(outcome.Posted);
        Assert.True(next.Passed, next.Reason);
        Assert.True(later.Passed, later.Reason);
        Assert.Equal(TradingState.Active, await _rig.StateAsync());
        await _rig.AssertEqualAsync();
    }

    [Fact]
    public async Task Post_AfterACrashBeforeTheLedger_IsFinishedWithTheFirstMoment()
    {
        await _rig.OpenAsync();
        ManualClock clock = new(Some.DeskTime);
        await _rig.Records.KeepFirstAsync(
            KeptPosting.Kind, "d1", new KeptPosting(Dividend(), 0, Some.DeskTime), default);
        clock.Advance(TimeSpan.FromHours(1));

        HandPostingOutcome outcome = await Book(clock).PostAsync(Dividend(), default);

        Assert.Equal((true, true, Some.DeskTime), (outcome.Same, outcome.Posted, outcome.Kept!.AtUtc));
        Assert.Equal(10_012.34m, (await _rig.Ledger.ReadAsync("kraken", default)).Cash["USD"]);
        Assert.Equal(
            Some.DeskTime, Assert.Single(await _rig.Journal.ReadAsync("ledger", 1, 9, default)).DeskTime);
    }

    private static HandPosting Dividend() =>
        new("d1", "kraken", HandPostingKind.Dividend, "Ada", "Apple paid.")
        {
            Currency = "USD", Amount = 12.34m, Instrument = ReconciliationRig.Apple,
        };

    private Task<DeskState> LiftAsync(int run) => _rig.Guard.LiftAsync(
        StateCauses.Reconciliation, "Ada", "Seen.", ReconciliationRig.At(run), default);

    private PostingBook Book(ManualClock? clock = null) => new(
        _rig.Ledger, _rig.Journal, _rig.Records, _rig.Brokers, new MarketCatalog(Some.Markets()),
        clock ?? new(Some.DeskTime));
}
