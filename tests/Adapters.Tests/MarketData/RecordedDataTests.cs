using TradingBase.Adapters.MarketData;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.MarketData;

/// <summary>
/// The recorded data beside the checkout, at a moment that every market of theirs has seen.
/// </summary>
public sealed class RecordedDataTests
{
    [SkippableTheory]
    [InlineData("AAPL@us-equities", "2017-12-29T00:00:00Z", "2017-12-29T21:00:00Z", "2018-01-02T00:00:00Z")]
    [InlineData("MSFT@us-equities", "2017-12-29T00:00:00Z", "2017-12-29T21:00:00Z", "2018-01-02T00:00:00Z")]
    [InlineData("SPY@us-equities", "2017-12-29T00:00:00Z", "2017-12-29T21:00:00Z", "2018-01-02T00:00:00Z")]
    [InlineData("BTCUSD@crypto-spot", "2017-12-28T00:00:00Z", "2017-12-29T00:00:00Z", "2017-12-30T00:00:00Z")]
    [InlineData("ETHUSD@crypto-spot", "2017-12-28T00:00:00Z", "2017-12-29T00:00:00Z", "2017-12-30T00:00:00Z")]
    [InlineData("EURUSD@fx", "2017-12-28T00:00:00Z", "2017-12-29T00:00:00Z", "2018-01-02T00:00:00Z")]
    [InlineData("GBPUSD@fx", "2017-12-28T00:00:00Z", "2017-12-29T00:00:00Z", "2018-01-02T00:00:00Z")]
    [InlineData("XAUUSD@commodities", "2017-12-28T00:00:00Z", "2017-12-29T00:00:00Z", "2018-01-01T00:00:00Z")]
    public async Task Read_AfterTheLastCloseOf2017_EndsWithTheLastKnownBarAndGoesOnWithTheNext(
        string id, string start, string knownAt, string next)
    {
        CsvFeed feed = Feed();
        Instrument instrument = await Find(feed, id);

        BarSeries series = await feed.ReadAsync(instrument, Some.DeskTime, 260, default);
        IReadOnlyList<Bar> after = await feed.ReadAfterAsync(
            instrument, Some.DeskTime, DateTimeOffset.MaxValue, 1, default);

        Assert.True(instrument.Tradable);
        Assert.Equal(Time(start), series.Bars[^1].Start);
        Assert.Equal(Time(knownAt), series.LastKnownAt);
        Assert.Equal(Time(next), after[0].Start);
        Assert.Equal(id.StartsWith("ETH", StringComparison.Ordinal) ? 50 : 260, series.Bars.Count);
    }

    [SkippableFact]
    public async Task Take_EveryMarket_HoldsWhatCanBeTradedAndWhatInformsApart()
    {
        CsvFeed feed = Feed();
        List<string> traded = [];
        List<string> context = [];
        foreach (Market market in Some.Markets())
        {
            MarketSnapshot snapshot = await SnapshotTaker.TakeAsync(
                market, feed, Some.DeskTime, 260, null, default);
            traded.AddRange(snapshot.Series.Select(series => series.Instrument.Id.Symbol));
            context.AddRange(snapshot.Context.Select(series => series.Instrument.Id.Symbol));
            Assert.True(snapshot.LastKnownAt <= Some.DeskTime);
            Assert.False(snapshot.Simulated);
        }

        Assert.Equal(
            ["AAPL", "MSFT", "SPY", "BTCUSD", "BTCUSDT", "ETHUSD", "EURUSD", "GBPUSD", "XAUUSD"], traded);
        Assert.Equal(
            ["AMZN", "GE", "JPM", "PFE", "SPX", "VIX", "WMT", "XOM",
                "EURCHF.ecb", "EURCNY.ecb", "EURJPY.ecb", "EURUSD.ecb", "HENRYHUB.eia", "WTI.eia"],
            context);
    }

    [SkippableTheory]
    [InlineData("SPX@us-equities", "2017-12-29T21:00:00Z")]
    [InlineData("VIX@us-equities", "2017-12-28T21:15:00Z")]
    [InlineData("EURUSD.ecb@fx", "2017-12-29T15:00:00Z")]
    [InlineData("WTI.eia@commodities", "2017-12-29T00:00:00Z")]
    public async Task Read_ContextSeries_IsKnownWhenTheManifestSaysSo(string id, string knownAt)
    {
        CsvFeed feed = Feed();
        Instrument instrument = await Find(feed, id);

        BarSeries series = await feed.ReadAsync(instrument, Some.DeskTime, 1, default);

        Assert.Equal(Time(knownAt), series.LastKnownAt);
        Assert.False(instrument.Tradable);
    }

    [SkippableFact]
    public async Task Read_AppleOnShortenedDay_IsKnownAtOneAndMicrosoftAtFour()
    {
        CsvFeed feed = Feed();
        DateTimeOffset evening = Time("2017-11-24T23:00:00Z");

        BarSeries apple = await feed.ReadAsync(await Find(feed, "AAPL@us-equities"), evening, 1, default);
        BarSeries microsoft = await feed.ReadAsync(await Find(feed, "MSFT@us-equities"), evening, 1, default);

        Assert.Equal(Time("2017-11-24T18:00:00Z"), apple.LastKnownAt);
        Assert.Equal(Time("2017-11-24T21:00:00Z"), microsoft.LastKnownAt);
    }

    private static CsvFeed Feed()
    {
        Skip.If(SharedData.Market is null, SharedData.Absent);
        return new(new() { Folder = SharedData.Market! }, Some.Markets());
    }

    private static async Task<Instrument> Find(CsvFeed feed, string id)
    {
        InstrumentId wanted = InstrumentId.Parse(id);
        Market market = Some.Markets().Single(market => market.Name == wanted.Market);
        return (await feed.ListAsync(market, default)).Single(instrument => instrument.Id == wanted);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
