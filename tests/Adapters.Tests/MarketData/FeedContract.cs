using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.MarketData;

/// <summary>What every source of bars promises; each feed inherits it.</summary>
public abstract class FeedContract
{
    /// <summary>A moment with some bars known and some to come, in every market of the feed.</summary>
    protected abstract DateTimeOffset Middle { get; }

    [Fact]
    public async Task List_EveryMarket_IsOrderedAndBelongsToIt()
    {
        IMarketDataSource feed = Make();
        foreach (Market market in Some.Markets())
        {
            IReadOnlyList<Instrument> listed = await feed.ListAsync(market, default);

            Assert.NotEmpty(listed);
            Assert.Equal(listed.Select(i => i.Id).Distinct().Order(), listed.Select(i => i.Id));
            Assert.All(listed, instrument => Assert.Equal(market.Name, instrument.Id.Market));
        }
    }

    [Fact]
    public Task Read_AnyMoment_GivesNoBarThatWasNotKnown() => ForEachInstrument(async (feed, instrument) =>
    {
        for (int hours = -96; hours <= 96; hours += 5)
        {
            DateTimeOffset moment = Middle.AddHours(hours);

            BarSeries series = await feed.ReadAsync(instrument, moment, 10_000, default);

            Assert.All(series.Bars, bar => Assert.True(bar.KnownAt <= moment));
            Assert.All(series.Bars, bar => Assert.True(bar.KnownAt > bar.Start));
            Assert.Equal(instrument, series.Instrument);
            Assert.Equal(feed.Simulated, series.Simulated);
        }
    });

    [Fact]
    public Task Read_MomentAtWhichABarBecomesKnown_GivesItThenAndNotBefore() =>
        ForEachInstrument(async (feed, instrument) =>
        {
            BarSeries known = await feed.ReadAsync(instrument, Middle, 1, default);
            DateTimeOffset moment = known.Bars[0].KnownAt;

            BarSeries then = await feed.ReadAsync(instrument, moment, 1, default);
            BarSeries before = await feed.ReadAsync(instrument, moment.AddTicks(-1), 1, default);

            Assert.Equal(known.Bars[0], then.Bars[0]);
            Assert.DoesNotContain(known.Bars[0], before.Bars);
        });

    [Fact]
    public Task Read_Whatever_RisesStrictlyAndHoldsTheInvariantsOfABar() =>
        ForEachInstrument(async (feed, instrument) =>
        {
            BarSeries series = await feed.ReadAsync(instrument, DateTimeOffset.MaxValue, 10_000, default);

            Assert.All(
                series.Bars.Zip(series.Bars.Skip(1)),
                pair => Assert.True(pair.First.Start < pair.Second.Start));
            Assert.All(series.Bars, bar => Assert.True(bar.Low <= Math.Min(bar.Open, bar.Close)));
            Assert.All(series.Bars, bar => Assert.True(bar.High >= Math.Max(bar.Open, bar.Close)));
            Assert.All(series.Bars, bar => Assert.True(bar.Volume >= 0));
            Assert.All(series.Bars, bar => Assert.Equal(TimeSpan.Zero, bar.Start.Offset));
        });

    [Fact]
    public Task Read_AtMost_GivesTheNewest() => ForEachInstrument(async (feed, instrument) =>
    {
        BarSeries all = await feed.ReadAsync(instrument, Middle, 10_000, default);

        BarSeries two = await feed.ReadAsync(instrument, Middle, 2, default);

        Assert.Equal(all.Bars.TakeLast(2), two.Bars);
    });

    [Fact]
    public Task ReadAfter_Moment_GivesTheBarsThatStartStrictlyAfterIt() =>
        ForEachInstrument(async (feed, instrument) =>
        {
            BarSeries all = await feed.ReadAsync(instrument, DateTimeOffset.MaxValue, 10_000, default);

            IReadOnlyList<Bar> next = await feed.ReadAfterAsync(
                instrument, Middle, DateTimeOffset.MaxValue, 2, default);
            IReadOnlyList<Bar> afterNext = await feed.ReadAfterAsync(
                instrument, next[0].Start, DateTimeOffset.MaxValue, 1, default);

            Assert.Equal(all.Bars.Where(bar => bar.Start > Middle).Take(2), next);
            Assert.Equal(next[1], afterNext[0]);
        });

    [Fact]
    public Task ReadAfter_KnownAt_WithholdsWhatIsNotKnownYet() =>
        ForEachInstrument(async (feed, instrument) =>
    {
        IReadOnlyList<Bar> next = await feed.ReadAfterAsync(
            instrument, Middle, DateTimeOffset.MaxValue, 1, default);

        IReadOnlyList<Bar> early = await feed.ReadAfterAsync(
            instrument, Middle, next[0].KnownAt.AddTicks(-1), 1, default);
        IReadOnlyList<Bar> due = await feed.ReadAfterAsync(instrument, Middle, next[0].KnownAt, 1, default);

        Assert.Empty(early);
        Assert.Equal(next, due);
    });

    [Fact]
    public Task Read_BeforeTheFirstBarAndBehindTheLast_GivesNone() =>
        ForEachInstrument(async (feed, instrument) =>
    {
        BarSeries before = await feed.ReadAsync(instrument, DateTimeOffset.UnixEpoch, 5, default);
        IReadOnlyList<Bar> behind = await feed.ReadAfterAsync(
            instrument, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue, 5, default);

        Assert.Empty(before.Bars);
        Assert.Empty(behind);
    });

    [Fact]
    public Task Read_TwiceAndFromAnotherFeed_GivesEqual() => ForEachInstrument(async (feed, instrument) =>
    {
        BarSeries first = await feed.ReadAsync(instrument, Middle, 50, default);
        BarSeries again = await feed.ReadAsync(instrument, Middle, 50, default);
        BarSeries other = await Make().ReadAsync(instrument, Middle, 50, default);

        Assert.Equal(first.Bars, again.Bars);
        Assert.Equal(Canonical.Hash(first), Canonical.Hash(other));
    });

    [Fact]
    public async Task Read_InstrumentThatIsNotListed_IsRefused()
    {
        Instrument unknown = Some.Instrument("NOSUCHTHING");

        await Assert.ThrowsAsync<MarketDataException>(() => Make().ReadAsync(unknown, Middle, 1, default));
    }

    /// <summary>Makes the feed anew, with nothing read.</summary>
    protected abstract IMarketDataSource Make();

    private async Task ForEachInstrument(Func<IMarketDataSource, Instrument, Task> judge)
    {
        IMarketDataSource feed = Make();
        foreach (Market market in Some.Markets())
        {
            foreach (Instrument instrument in await feed.ListAsync(market, default))
            {
                await judge(feed, instrument);
            }
        }
    }
}
