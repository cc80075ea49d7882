using TradingBase.Adapters.MarketData;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.MarketData;

public sealed class SimulatedFeedTests : FeedContract
{
    private static readonly SimulatedFeedOptions Options = new() { Instruments = 8 };

    protected override DateTimeOffset Middle { get; } = new(2025, 7, 2, 21, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("SIM-EQ001@us-equities", "920819962650752b")]
    [InlineData("SIM-CR001USD@crypto-spot", "a33dfcc5f5d76dfd")]
    [InlineData("SIM-FX001USD@fx", "3872a9bd108a513a")]
    [InlineData("SIM-CM001@commodities", "638f21f1e97309bb")]
    public async Task Read_SeedFortyTwo_GivesThePricesOfEveryMachine(string id, string expected)
    {
        BarSeries series = await Make().ReadAsync(await Find(id), Middle, 260, default);

        Assert.Equal(expected, Canonical.Hash(series.Bars)[..16]);
    }

    [Fact]
    public async Task Read_OtherSeed_GivesOtherPrices()
    {
        Instrument instrument = await Find("SIM-EQ001@us-equities");
        SimulatedFeed other = new(Options with { Seed = 43 }, Some.Markets());

        BarSeries mine = await Make().ReadAsync(instrument, Middle, 5, default);
        BarSeries others = await other.ReadAsync(instrument, Middle, 5, default);

        Assert.NotEqual(mine.Bars, others.Bars);
        Assert.Equal("simulated:seed=43", others.Source);
    }

    [Fact]
    public async Task Read_LaterLastDayAndMoreInstruments_LeaveThePastAsItWas()
    {
        SimulatedFeed small = new(Options with { To = new(2025, 7, 2) }, Some.Markets());
        SimulatedFeed large = new(Options with { Instruments = 40 }, Some.Markets());
        foreach (Market market in Some.Markets())
        {
            foreach (Instrument instrument in await small.ListAsync(market, default))
            {
                BarSeries one = await small.ReadAsync(instrument, Middle, 1_000, default);
                BarSeries other = await large.ReadAsync(instrument, Middle, 1_000, default);

                Assert.Equal(one.Bars, other.Bars);
            }
        }
    }

    [Fact]
    public async Task Read_AnyInstrument_HasBarsOnTradingDaysOnlyAndPricesOnTick()
    {
        IMarketDataSource feed = Make();
        foreach (Market market in Some.Markets())
        {
            foreach (Instrument instrument in await feed.ListAsync(market, default))
            {
                BarSeries series = await feed.ReadAsync(instrument, DateTimeOffset.MaxValue, 2_000, default);

                Assert.All(
                    series.Bars, bar => Assert.True(market.NextOpen(bar.Start) < bar.Start.AddDays(1)));
                Assert.All(
                    series.Bars, bar => Assert.Equal(market.KnownAt(bar.Start, series.Step), bar.KnownAt));
                decimal[] prices =
                    [.. series.Bars.SelectMany(bar => new[] { bar.Open, bar.High, bar.Low, bar.Close })];
                Assert.All(prices, price => Assert.True(price > 0 && price % instrument.Tick == 0));
                bool reports = instrument.Kind is InstrumentKind.Equity or InstrumentKind.Crypto;
                Assert.All(series.Bars, bar => Assert.Equal(reports, bar.Volume > 0));
                Assert.All(series.Bars, bar => Assert.Equal(0, bar.Volume % instrument.Lot));
            }
        }
    }

    [Theory]
    [InlineData("us-equities", 245, 255)]
    [InlineData("crypto-spot", 365, 366)]
    [InlineData("fx", 308, 314)]
    [InlineData("commodities", 308, 314)]
    public async Task Read_OneYear_HasAsManyBarsAsTheMarketHasPeriods(string name, int least, int most)
    {
        IMarketDataSource feed = Make();
        Market market = Some.Markets().Single(market => market.Name == name);
        Instrument instrument = (await feed.ListAsync(market, default))[0];

        BarSeries all = await feed.ReadAsync(instrument, DateTimeOffset.MaxValue, 2_000, default);

        Assert.InRange(all.Bars.Count(bar => bar.Start.Year == 2025), least, most);
    }

    [Fact]
    public async Task Read_InstrumentsOfOneMarket_MoveTogetherAndNotAlike()
    {
        SimulatedFeed feed = new(Options with { Instruments = 80 }, Some.Markets());
        Market market = Some.Markets()[0];
        List<double[]> returns = [];
        foreach (Instrument instrument in await feed.ListAsync(market, default))
        {
            BarSeries series = await feed.ReadAsync(instrument, DateTimeOffset.MaxValue, 1_000, default);
            returns.Add([.. series.Bars.Zip(series.Bars.Skip(1), (a, b) => (double)(b.Close / a.Close) - 1)]);
        }

        double[] correlations =
            [.. returns.SelectMany((a, i) => returns.Skip(i + 1).Select(b => Correlation(a, b)))];

        Assert.InRange(correlations.Average(), 0.1, 0.6);
        Assert.True(correlations.Max() < 0.95);
    }

    [Fact]
    public async Task Read_TwoHundredInstruments_TakesLittleMemory()
    {
        SimulatedFeedOptions options =
            new() { Instruments = 200, From = new(2023, 1, 1), To = new(2024, 12, 31) };
        SimulatedFeed feed = new(options, Some.Markets());
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        foreach (Market market in Some.Markets())
        {
            MarketSnapshot snapshot = await SnapshotTaker.TakeAsync(
                market, feed, new(2024, 11, 1, 21, 5, 0, TimeSpan.Zero), 260, null, default);
            count += snapshot.Series.Count;
            Assert.True(snapshot.Simulated);
        }

        Assert.Equal(200, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Fact]
    public void Around_DeskTime_LeavesRoomBeforeAndBehind()
    {
        SimulatedFeedOptions options = Options.Around(Middle);

        Assert.Equal(new DateOnly(2023, 1, 1), options.From);
        Assert.Equal(new DateOnly(2025, 8, 2), options.To);
        Assert.Equal(Options.Seed, options.Seed);
    }

    [Fact]
    public void Make_NoInstruments_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new SimulatedFeed(Options with { Instruments = 0 }, Some.Markets()));

    protected override IMarketDataSource Make() => new SimulatedFeed(Options, Some.Markets());

    private async Task<Instrument> Find(string id)
    {
        InstrumentId wanted = InstrumentId.Parse(id);
        Market market = Some.Markets().Single(market => market.Name == wanted.Market);
        return (await Make().ListAsync(market, default)).Single(instrument => instrument.Id == wanted);
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        double varianceA = a.Sum(x => (x - meanA) * (x - meanA));
        double varianceB = b.Sum(y => (y - meanB) * (y - meanB));
        return covariance / Math.Sqrt(varianceA * varianceB);
    }
}
