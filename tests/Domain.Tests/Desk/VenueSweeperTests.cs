using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class VenueSweeperTests
{
    private readonly ManualClock _clock = new(Some.DeskTime);

    [Fact]
    public async Task Sweep_AVenueThatAnswers_SaysWhatWasTakenBackAndWhatWorks()
    {
        VenueSweep sweep = await Sweeper(_ => Task.FromResult(7)).SweepAsync("paper", count: true, default);

        Assert.Equal(new("paper", 7, 1, null), sweep);
    }

    [Fact]
    public async Task Sweep_AVenueThatIsDown_IsTroubleAndNoError()
    {
        VenueSweep sweep = await Sweeper(_ => throw new StateUnavailableException("venue", "it is down."))
            .SweepAsync("paper", count: true, default);

        Assert.Equal((0, null), (sweep.Canceled, sweep.OpenOrders));
        Assert.Contains("it is down", sweep.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_AVenueThatHangs_IsGivenUpAfterItsPatience()
    {
        Task<VenueSweep> sweep = Sweeper(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return 0;
        }).SweepAsync("paper", count: false, default);
        Assert.False(sweep.IsCompleted);

        _clock.Advance(VenueSweeper.Patience);

        Assert.Contains("20 s", (await sweep).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_AVenueThatNobodyTradesAt_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Sweeper(_ => Task.FromResult(0)).SweepAsync("moon", count: false, default));

    private VenueSweeper Sweeper(Func<CancellationToken, Task<int>> cancel) => new(
        new BrokerDesk([new Venue(cancel)], new(), new HardLimits(Some.Signer(), Some.Limits())), _clock);

    private sealed class Venue(Func<CancellationToken, Task<int>> cancel) : BrokerDouble
    {
        public override Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken) =>
            cancel(cancellationToken);

        public override Task<VenueAccount> ReadAccountAsync(
            DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken)
        {
            VenueOrder open = new(
                "1", null, Some.Instrument().Id, TradingBase.Strategy.OrderSide.Buy, 1, 0, null, OrderStatus.Accepted,
                now.DeskTime);
            return Task.FromResult(new VenueAccount(
                Name, now.DeskTime, [open], [], [], new Dictionary<string, decimal>()));
        }
    }
}
