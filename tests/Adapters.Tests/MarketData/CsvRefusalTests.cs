using System.Text;
using TradingBase.Adapters.MarketData;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.MarketData;

/// <summary>
/// Every way in which a file can be wrong: the file, the line, the column and the reason are told.
/// </summary>
public sealed class CsvRefusalTests : IDisposable
{
    private const string Good = "ACME,equity,2018-01-02T00:00:00Z,10,12,9,11,1000";

    private readonly CsvFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("$,10,10.5,9,11,1000", "high", "10.5 is below the higher")]
    [InlineData("$,10,8,9,9.5,1000", "high", "8 is below the higher of open and close, 10.")]
    [InlineData("$,10,12,10.5,11,1000", "low", "10.5 is above the lower")]
    [InlineData("$,10,12,9,11,-1", "volume", "-1 is below, 0.")]
    [InlineData("$,10,12,9,11,x", "volume", "'x' is no number.")]
    [InlineData("$,,12,9,11,1", "open", "'' is no number.")]
    [InlineData("$,NaN,12,9,11,1", "open", "'NaN' is no number.")]
    [InlineData("$,1e99,12,9,11,1", "open", "'1e99' is no number.")]
    [InlineData("$,10,\"12\",9,11,1", "high", "'\"12\"' is no number.")]
    [InlineData("$,10,12,0,11,1", "low", "0 is no price: us-equities has")]
    [InlineData("$,-10,12,9,11,1", "open", "-10 is no price: us-equities has")]
    [InlineData("ACME,equity,2018-01-03T00:00:00+01:00,10,12,9,11,1", "timestamp_utc", "is not in UTC")]
    [InlineData("ACME,equity,2018-01-03,10,12,9,11,1", "timestamp_utc", "is not in UTC")]
    [InlineData("ACME,equity,2018-02-30T00:00:00Z,10,12,9,11,1", "timestamp_utc", "is no time such as")]
    [InlineData("ACME,equity,2018-01-03T00:01:00Z,10,12,9,11,1", "timestamp_utc", "is no start of a bar of 1.00:00:00")]
    [InlineData(Good, "timestamp_utc", "2018-01-02 00:00:00Z is there twice.")]
    [InlineData("ACME,equity,2018-01-01T00:00:00Z,10,12,9,11,1", "timestamp_utc", "comes before 2018-01-02 00:00:00Z")]
    [InlineData("OTHER,equity,2018-01-03T00:00:00Z,10,12,9,11,1", "symbol", "'OTHER' contradicts")]
    [InlineData("ACME,crypto,2018-01-03T00:00:00Z,10,12,9,11,1", "market", "'crypto' contradicts")]
    [InlineData("ACME,nowhere,2018-01-03T00:00:00Z,10,12,9,11,1", "market", "'nowhere' contradicts")]
    [InlineData("$,10,12,9,11", null, "The row has 7 fields; 8 were expected.")]
    [InlineData("$,10,12,9,11,1,1", null, "The row has 9 fields; 8 were expected.")]
    [InlineData("", null, "The row has 1 fields; 8 were expected.")]
    public async Task Read_WrongRow_NamesFileLineColumnAndReason(string row, string? column, string reason)
    {
        string told = row.Replace("$", "ACME,equity,2018-01-03T00:00:00Z", StringComparison.Ordinal);
        string later = Good.Replace("02T", "09T", StringComparison.Ordinal);
        string path = _files.Write("equity/ACME.1d.csv.gz", CsvFiles.Header, Good, told, later);

        MarketDataException refusal = await RefusalAsync("ACME", "us-equities");

        Assert.Equal(path, refusal.Place);
        Assert.Equal(3, refusal.Line);
        Assert.Equal(column, refusal.Column);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crypto/ACME.1d.csv", "crypto", "crypto-spot")]
    [InlineData("fx/ACME.1d.csv", "fx", "fx")]
    public async Task Read_PriceOfZeroOutsideCommodities_IsRefused(string name, string word, string market)
    {
        _files.Write(name, CsvFiles.Header, $"ACME,{word},2018-01-02T00:00:00Z,1,1,0,1,0");

        Assert.Equal("low", (await RefusalAsync("ACME", market)).Column);
    }

    [Fact]
    public async Task Read_EmptyFile_IsRefused()
    {
        _files.WriteBytes("equity/ACME.1d.csv", []);

        Assert.Equal("The file is empty.", (await RefusalAsync("ACME", "us-equities")).Reason);
    }

    [Fact]
    public async Task Read_EmptyCompressedFile_IsRefused()
    {
        _files.WriteBytes("equity/ACME.1d.csv.gz", []);

        Assert.Contains(
            "cut off", (await RefusalAsync("ACME", "us-equities")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_LastDayOfAllTime_IsRefused()
    {
        _files.Write(
            "crypto/ACMEUSD.1d.csv", CsvFiles.Header, "ACMEUSD,crypto,9999-12-31T00:00:00Z,1,1,1,1,0");

        Assert.Contains(
            "beyond the calendar", (await RefusalAsync("ACMEUSD", "crypto-spot")).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_HeaderAlone_IsRefused()
    {
        _files.Write("equity/ACME.1d.csv", CsvFiles.Header);

        MarketDataException refusal = await RefusalAsync("ACME", "us-equities");

        Assert.Contains("no bar behind the header", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OtherHeader_IsRefusedAtLineOne()
    {
        _files.Write("equity/ACME.1d.csv", "Date,Open,High,Low,Close,Volume", Good);

        MarketDataException refusal = await RefusalAsync("ACME", "us-equities");

        Assert.Equal(1, refusal.Line);
        Assert.Contains("The header is 'Date,Open", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TruncatedAtAnyByte_IsRefused()
    {
        string text = string.Join('\n', CsvFiles.Rows("ACME", "equity", 3));
        byte[] whole = CsvFiles.Packed("x.gz", Encoding.UTF8.GetBytes(text));
        for (int length = 0; length < whole.Length; length++)
        {
            _files.WriteBytes("equity/ACME.1d.csv.gz", whole[..length]);

            MarketDataException refusal = await RefusalAsync("ACME", "us-equities");

            Assert.EndsWith("ACME.1d.csv.gz", refusal.Place, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Read_OneBitTurned_IsRefusedOrMeansNothing()
    {
        string text = string.Join('\n', CsvFiles.Rows("ACME", "equity", 3));
        byte[] whole = CsvFiles.Packed("x.gz", Encoding.UTF8.GetBytes(text));
        _files.WriteBytes("equity/ACME.1d.csv.gz", whole);
        IReadOnlyList<Bar> right = await ReadAllAsync();
        int meaningless = 0;

        // Behind the ten bytes of gzip's own header a bit counts, but for those that fill up the data's last
        // byte.
        for (int at = 80; at < whole.Length * 8; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at / 8] ^= (byte)(1 << (at % 8));
            _files.WriteBytes("equity/ACME.1d.csv.gz", damaged);
            try
            {
                Assert.Equal(right, await ReadAllAsync());
                meaningless++;
            }
            catch (MarketDataException refusal)
            {
                Assert.EndsWith("ACME.1d.csv.gz", refusal.Place, StringComparison.Ordinal);
            }
        }

        Assert.True(meaningless < 8, $"{meaningless} turned bits were not noticed.");
    }

    [Fact]
    public async Task Read_LineWithoutEnd_IsRefused()
    {
        _files.Write("equity/ACME.1d.csv", CsvFiles.Header, new string('1', 100_000));

        await RefusalAsync("ACME", "us-equities");
    }

    [Fact]
    public async Task List_UnknownFolder_IsRefusedAndNamesTheKnown()
    {
        _files.Write("equities/ACME.1d.csv", CsvFiles.Header, Good);

        MarketDataException refusal = await ListRefusalAsync();

        Assert.Contains("'equities' is unknown", refusal.Reason, StringComparison.Ordinal);
        Assert.Contains("equity_adjclose", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_FileWithoutStep_IsRefused()
    {
        _files.Write("equity/ACME.csv", CsvFiles.Header, Good);

        Assert.Contains("SYMBOL[.venue].STEP", (await ListRefusalAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OneSeriesInTwoFiles_IsRefused()
    {
        _files.Write("crypto/ACMEUSD.one.1d.csv", CsvFiles.Rows("ACMEUSD", "crypto", 2));
        _files.Write("crypto/ACMEUSD.two.1d.csv", CsvFiles.Rows("ACMEUSD", "crypto", 2));

        Assert.Contains("there twice", (await ListRefusalAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_EmptyFolderOrNone_IsRefused()
    {
        Assert.Contains("no bars", (await ListRefusalAsync()).Reason, StringComparison.Ordinal);
        CsvFeed nowhere = new(new() { Folder = Path.Combine(_files.Root, "nowhere") }, Some.Markets());

        MarketDataException refusal = await Assert.ThrowsAsync<MarketDataException>(
            () => nowhere.ListAsync(Some.Markets()[0], default));

        Assert.Equal("There is no such folder.", refusal.Reason);
    }

    private Task<MarketDataException> RefusalAsync(string symbol, string market) =>
        Assert.ThrowsAsync<MarketDataException>(() => Feed().ReadAsync(
            Some.Markets().Single(m => m.Name == market).Describe(symbol, tradable: true),
            DateTimeOffset.MaxValue, 1, default));

    private async Task<IReadOnlyList<Bar>> ReadAllAsync() =>
        (await Feed().ReadAsync(Some.Instrument("ACME"), DateTimeOffset.MaxValue, 1_000, default)).Bars;

    private Task<MarketDataException> ListRefusalAsync() =>
        Assert.ThrowsAsync<MarketDataException>(() => Feed().ListAsync(Some.Markets()[0], default));

    private CsvFeed Feed() => new(new() { Folder = _files.Root }, Some.Markets());
}
