using System.Text;
using TradingBase.Adapters.MarketData;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.MarketData;

public sealed class CsvFeedTests : FeedContract, IDisposable
{
    private readonly CsvFiles _files = new();

    public CsvFeedTests()
    {
        _files.Write("equity/ACME.1d.csv.gz", CsvFiles.Rows("ACME", "equity", 300));
        _files.Write("equity_adjclose/ACME.1d.csv", CsvFiles.Rows("ACME", "equity", 300));
        _files.Write("index/AVERAGE.1d.csv", CsvFiles.Rows("AVERAGE", "index", 300, 5_000));
        _files.Write("crypto/COINUSD.venue.1d.csv.gz", CsvFiles.Rows("COINUSD", "crypto", 300));
        _files.Write("crypto/COINUSD.venue.1h.csv", "this is not read: the step is an hour");
        _files.Write("fx/EURUSD.dealer.1d.csv", CsvFiles.Rows("EURUSD", "fx", 300, 1.5m));
        _files.Write("fx_ecb/EURUSD.ecb.1d.csv", CsvFiles.Rows("EURUSD", "fx", 300, 1.5m));
        _files.Write("commodity/TIN.1d.csv", CsvFiles.Rows("TIN", "commodity", 300, -0.5m));
        _files.Write("rates/yields.csv", "date,m1", "2018-01-02,0.01");
    }

    protected override DateTimeOffset Middle { get; } = new(2018, 6, 29, 21, 5, 0, TimeSpan.Zero);

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task List_ContextBesideTradable_TellsThemApart()
    {
        List<string> listed = [];
        foreach (Market market in Some.Markets())
        {
            listed.AddRange((await Make().ListAsync(market, default))
                .Select(i => $"{i.Id} {i.Kind} {(i.Tradable ? "tradable" : "informs")}"));
        }

        Assert.Equal(
            [
                "ACME@us-equities Equity tradable",
                "ACME.adjclose@us-equities Equity informs",
                "AVERAGE@us-equities Index informs",
                "COINUSD@crypto-spot Crypto tradable",
                "EURUSD@fx Fx tradable",
                "EURUSD.ecb@fx Fx informs",
                "TIN@commodities Commodity tradable",
            ],
            listed);
    }

    [Fact]
    public async Task Read_WithoutManifest_IsKnownWhenTheMarketSaysSo()
    {
        BarSeries equity = await ReadAsync("ACME@us-equities", "2018-07-03T16:59:59Z");
        BarSeries early = await ReadAsync("ACME@us-equities", "2018-07-03T17:00:00Z");

        // 3 July 2018 closed at 13:00 in New York, which is 17:00 in UTC.
        Assert.Equal("2018-07-02", equity.Bars[^1].Start.ToString("yyyy-MM-dd", null));
        Assert.Equal("2018-07-03", early.Bars[^1].Start.ToString("yyyy-MM-dd", null));
        Assert.Equal("csv:equity/ACME.1d", early.Source);
    }

    [Theory]
    [InlineData("""{ "kind": "bar_end" }""", "2018-07-04T00:00:00Z")]
    [InlineData("""{ "kind": "lag", "days": 7 }""", "2018-07-10T00:00:00Z")]
    [InlineData("""{ "kind": "local_time", "time": "16:00", "zone": "America/New_York" }""", "2018-07-03T20:00:00Z")]
    [InlineData(
        """{ "kind": "local_time", "time": "16:00", "zone": "America/New_York", "early_close": "13:00" }""",
        "2018-07-03T17:00:00Z")]
    public async Task Read_ManifestWithRule_IsKnownWhenTheRuleSaysSo(string rule, string knownAt)
    {
        _files.Write("manifest.json", $$"""
            { "series": [{ "file": "equity/ACME.1d.csv.gz", "known_at_rule": {{rule}} }] }
            """);

        BarSeries series = await ReadAsync("ACME@us-equities", knownAt);

        Assert.Equal(Time(knownAt), series.LastKnownAt);
        Assert.Equal("2018-07-03", series.Bars[^1].Start.ToString("yyyy-MM-dd", null));
    }

    [Theory]
    [InlineData("""{ "kind": "whenever" }""", "'whenever' is unknown")]
    [InlineData("""{ "kind": "lag", "days": 0 }""", "a lag of 0 days")]
    [InlineData("""{ "kind": "local_time", "time": "16:00", "zone": "Mars/Olympus" }""", "'Mars/Olympus'")]
    [InlineData("""{ "kind": "local_time", "zone": "America/New_York" }""", "no 'time'")]
    [InlineData("""{ "kind": "lag" }""", "not present")]
    [InlineData("7", "'Number'")]
    [InlineData("{", "not JSON")]
    public async Task Read_ManifestThatIsWrong_IsRefused(string rule, string reason)
    {
        _files.Write("manifest.json", $$"""
            { "series": [{ "file": "equity/ACME.1d.csv.gz", "known_at_rule": {{rule}} }] }
            """);

        MarketDataException refusal = await Assert.ThrowsAsync<MarketDataException>(
            () => ReadAsync("ACME@us-equities", "2018-07-03T16:59:59Z"));

        Assert.EndsWith("manifest.json", refusal.Place, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NumbersInExponentForm_AreRead()
    {
        _files.Write(
            "crypto/TINYUSD.1d.csv", CsvFiles.Header,
            "TINYUSD,crypto,2018-01-01T00:00:00Z,1e-08,1.2E-8,9e-9,1.1e-08,3E+5");

        BarSeries series = await ReadAsync("TINYUSD@crypto-spot", "2018-07-03T00:00:00Z");

        Assert.Equal(0.00000001m, series.Bars[0].Open);
        Assert.Equal(0.000000012m, series.Bars[0].High);
        Assert.Equal(300_000m, series.Bars[0].Volume);
    }

    [Fact]
    public async Task Read_CarriageReturnsByteOrderMarkAndNoLastLineBreak_AreRead()
    {
        string text = string.Join("\r\n", CsvFiles.Rows("MARK", "equity", 3));
        _files.WriteBytes("equity/MARK.1d.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);

        BarSeries series = await ReadAsync("MARK@us-equities", "2018-07-03T00:00:00Z");

        Assert.Equal(3, series.Bars.Count);
    }

    [Fact]
    public async Task Read_PoisonedFutureRows_ChangesNothing()
    {
        string[] rows = CsvFiles.Rows("ACME", "equity", 180);
        BarSeries before = await ReadAsync("ACME@us-equities", "2018-06-29T21:05:00Z");
        _files.Write(
            "equity/ACME.1d.csv.gz",
            [
                .. rows,
                "ACME,equity,2018-07-02T00:00:00Z,9999,9999,9999,9999,1",
                "ACME,equity,2031-01-02T00:00:00Z,1,1,1,1,1",
            ]);

        BarSeries after = await ReadAsync("ACME@us-equities", "2018-06-29T21:05:00Z");

        Assert.Equal(Canonical.Hash(before), Canonical.Hash(after));
    }

    [Fact]
    public async Task Read_FileThatWasRepaired_IsReadAgainAndThenKept()
    {
        IMarketDataSource feed = Make();
        Instrument instrument = Some.Instrument("ACME");
        string path = _files.Write("equity/ACME.1d.csv.gz", "wrong");
        await Assert.ThrowsAsync<MarketDataException>(() => feed.ReadAsync(instrument, Middle, 5, default));
        _files.Write("equity/ACME.1d.csv.gz", CsvFiles.Rows("ACME", "equity", 300));

        BarSeries repaired = await feed.ReadAsync(instrument, Middle, 5, default);
        File.Delete(path);
        BarSeries kept = await feed.ReadAsync(instrument, Middle, 5, default);

        Assert.Equal(5, repaired.Bars.Count);
        Assert.Equal(repaired.Bars, kept.Bars);
    }

    protected override IMarketDataSource Make() =>
        new CsvFeed(new() { Folder = _files.Root }, Some.Markets());

    private Task<BarSeries> ReadAsync(string instrument, string knownAt)
    {
        InstrumentId id = InstrumentId.Parse(instrument);
        Market market = Some.Markets().Single(market => market.Name == id.Market);
        return Make().ReadAsync(market.Describe(id.Symbol, tradable: true), Time(knownAt), 1_000, default);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
