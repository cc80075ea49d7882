using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Http;

public sealed class VenueClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(Start);
    private int _asked;

    [Fact]
    public async Task Now_OverALineThatTakesTime_BelongsToTheMidpoint()
    {
        VenueClock venue = Make(TimeSpan.FromSeconds(3), there: 0.2, back: 0.2);

        DateTimeOffset now = await venue.NowAsync(default);

        Assert.Equal(TimeSpan.FromSeconds(3), venue.Offset);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(3), now);
    }

    [Fact]
    public async Task Now_OverALopsidedLine_IsWrongByAtMostHalfTheRoundTrip()
    {
        VenueClock venue = Make(TimeSpan.FromSeconds(-3), there: 0.9, back: 0.1);

        await venue.NowAsync(default);

        Assert.Equal(TimeSpan.FromSeconds(-2.6), venue.Offset);
    }

    [Fact]
    public async Task Now_WithinTheRefresh_AsksOnceAndAgainWhenOldOrDistrusted()
    {
        VenueClock venue = Make(TimeSpan.Zero, 0, 0);

        await venue.NowAsync(default);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await venue.NowAsync(default);
        Assert.Equal(1, _asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await venue.NowAsync(default);
        Assert.Equal(2, _asked);
        venue.Distrust();
        await venue.NowAsync(default);
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Now_WhenTheVenueDoesNotTell_KeepsTheLastMeasurementAndAsksAgainSoon()
    {
        bool silent = false;
        VenueClock venue = new(_clock, _ =>
        {
            _asked++;
            return silent
                ? throw new VenueUnavailableException("venue", "It sleeps.")
                : Task.FromResult(_clock.GetUtcNow().AddSeconds(7));
        }, TimeSpan.FromMinutes(1));
        await venue.NowAsync(default);
        silent = true;
        venue.Distrust();

        DateTimeOffset now = await venue.NowAsync(default);
        await venue.NowAsync(default);
        Assert.Equal(2, _asked);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await venue.NowAsync(default);

        Assert.Equal(Start.AddSeconds(7), now);
        Assert.Equal(3, _asked);
    }

    private VenueClock Make(TimeSpan offset, double there, double back) => new(_clock, _ =>
    {
        _asked++;
        _clock.Advance(TimeSpan.FromSeconds(there));
        DateTimeOffset told = _clock.GetUtcNow() + offset;
        _clock.Advance(TimeSpan.FromSeconds(back));
        return Task.FromResult(told);
    }, TimeSpan.FromMinutes(1));
}
