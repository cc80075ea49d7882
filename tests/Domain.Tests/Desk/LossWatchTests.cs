using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class LossWatchTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly DeskStateBook _desk;
    private readonly DeskGuard _guard;
    private readonly LossWatch _losses;

    public LossWatchTests()
    {
        JournalBook journal = new(_rows);
        _desk = new(_rows);
        _guard = new(_desk, journal, new(journal, new RecordBook(_rows), []));
        _losses = new(
            _rows, _guard,
            Some.LimitBook(_rows, new() { MaxDrawdown = new(0.2m), MaxDailyLoss = new(0.05m) }),
            new() { SoftShare = new(0.5m) });
    }

    [Theory]
    [InlineData(900, TradingState.Active)]
    [InlineData(899, TradingState.Reducing)]
    [InlineData(800, TradingState.Reducing)]
    [InlineData(799, TradingState.Halted)]
    public async Task Watch_Drawdown_HoldsBeyondEachLineAndNotAtIt(int equity, TradingState expected)
    {
        // The day began here, so that it has lost nothing.
        await OpenAsync(peak: 1_000m, dayStart: equity);

        await WatchAsync(equity);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal(expected, state.State);
        Assert.All(state.Holds, hold => Assert.Equal(StateCauses.Drawdown, hold.Cause));
    }

    [Fact]
    public async Task Measure_LoosenedByTheConfigurationAlone_KeepsWhatIsInForce()
    {
        // Another process runs a looser configuration that nobody accepted.
        await OpenAsync(peak: 1_000m, dayStart: 1_000m);
        await WatchAsync(1_000);
        LossWatch looser = new(
            _rows, _guard, Some.LimitBook(_rows, new() { MaxDrawdown = new(0.9m), MaxDailyLoss = new(0.9m) }),
            new());

        Assert.Equal(
            [new Ratio(0.05m), new Ratio(0.2m)],
            (await looser.MeasureAsync(
                (await _desk.FindAsync(default))!, 1_000m, Some.DeskTime, default)).Select(loss => loss.Limit));
    }

    [Theory]
    [InlineData(975, TradingState.Active)]
    [InlineData(974, TradingState.Reducing)]
    [InlineData(950, TradingState.Reducing)]
    [InlineData(949, TradingState.Halted)]
    public async Task Watch_DailyLoss_HoldsBeyondEachLineAndNotAtIt(int equity, TradingState expected)
    {
        await OpenAsync(peak: equity, dayStart: 1_000m);

        await WatchAsync(equity);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal(expected, state.State);
        Assert.All(state.Holds, hold => Assert.Equal(StateCauses.DailyLoss, hold.Cause));
        Assert.All(state.Holds, hold => Assert.Contains("5.0 %", hold.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_ALossThatAPersonLifted_HoldsAgainOnlyOnceItCameBack()
    {
        await OpenAsync(peak: 1_000m, dayStart: 790m);
        await WatchAsync(790m);
        await _guard.LiftAsync(StateCauses.Drawdown, "Ada", "We go on.", Some.DeskTime, default);

        await WatchAsync(780m);
        Assert.Equal(TradingState.Active, (await _desk.FindAsync(default))!.State);

        await WatchAsync(950m);
        await WatchAsync(790m);
        Assert.Equal(TradingState.Halted, (await _desk.FindAsync(default))!.Of(StateCauses.Drawdown)!.State);
    }

    [Fact]
    public async Task Watch_ALossThatWasLiftedWhenItWasSoft_HoldsWhenItBecomesHard()
    {
        await OpenAsync(peak: 1_000m, dayStart: 850m);
        await WatchAsync(850m);
        await _guard.LiftAsync(StateCauses.Drawdown, "Ada", "We go on.", Some.DeskTime, default);

        await WatchAsync(799m);

        Assert.Equal(TradingState.Halted, (await _desk.FindAsync(default))!.Of(StateCauses.Drawdown)!.State);
    }

    [Fact]
    public async Task Measure_WithoutADaysStart_LosesNothing()
    {
        await OpenAsync(peak: 0m, dayStart: 0m);

        Assert.All(
            await _losses.MeasureAsync((await _desk.FindAsync(default))!, -5m, Some.DeskTime, default),
            reading => Assert.Equal(TradingState.Active, reading.State));
    }

    private async Task OpenAsync(decimal peak, decimal dayStart) =>
        await _desk.ChangeAsync(_ => new([], peak, new(2017, 12, 29), dayStart), default);

    private async Task WatchAsync(decimal equity) =>
        await _losses.WatchAsync((await _desk.FindAsync(default))!, equity, Some.DeskTime, default);
}
