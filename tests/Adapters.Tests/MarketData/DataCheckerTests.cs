using System.Security.Cryptography;
using TradingBase.Adapters.MarketData;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.MarketData;

public sealed class DataCheckerTests : IDisposable
{
    private readonly CsvFiles _files = new();
    private readonly DataChecker _checker = new(Some.Markets());

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Check_SeveralWrongFiles_TellsOfEachAndOfTheRightOnes()
    {
        _files.Write("crypto/GOODUSD.1d.csv.gz", CsvFiles.Rows("GOODUSD", "crypto", 5));
        _files.Write("equity/LATE.1d.csv", CsvFiles.Header, "LATE,equity,2018-01-02T00:00:00Z,1,0.5,1,1,0");
        _files.Write("equity/NAMELESS.csv", "anything");
        _files.Write("fx/EURUSD.1h.csv", CsvFiles.Header, "EURUSD,fx,2018-01-02T00:30:00Z,1,1,1,1,0");
        _files.Write("moon/DUST.1d.csv", "anything");

        DataReport report = _checker.Check(_files.Root, null, default);

        Assert.Equal(
            [
                "crypto/GOODUSD.1d.csv.gz", "equity/LATE.1d.csv", "equity/NAMELESS.csv", "fx/EURUSD.1h.csv",
                "moon/DUST.1d.csv",
            ],
            report.Series.Select(series => series.File));
        Assert.Equal([true, false, false, false, false], report.Series.Select(series => series.Ok));
        Assert.Equal(new(2, "high", "0.5 is below the higher of open and close, 1."), report.Series[1].Fault);
        Assert.Equal(4, report.Refused);
        Assert.False(report.Ok);
    }

    [Fact]
    public void Check_GoodFile_CountsRowsSilentVolumesAndGaps()
    {
        _files.Write(
            "equity/ACME.1d.csv", CsvFiles.Header,
            "ACME,equity,2018-01-12T00:00:00Z,1,1,1,1,0", // A Friday, before a holiday on Monday.
            "ACME,equity,2018-01-16T00:00:00Z,1,1,1,1,5",
            "ACME,equity,2018-01-18T00:00:00Z,1,1,1,1,5", // Wednesday the 17th is missing.
            "ACME,equity,2018-01-19T00:00:00Z,1,1,1,1,0");

        SeriesCheck check = Assert.Single(_checker.Check(_files.Root, null, default).Series);

        Assert.Equal((4, 2, 1), (check.Rows, check.ZeroVolumes, check.Gaps));
        Assert.Equal(new(2018, 1, 12, 0, 0, 0, TimeSpan.Zero), check.First);
        Assert.Equal(new(2018, 1, 19, 0, 0, 0, TimeSpan.Zero), check.Last);
        Assert.Equal(new InstrumentId("ACME", "us-equities"), check.Instrument);
        Assert.Null(check.ManifestAgrees);
    }

    [Fact]
    public void Check_ManifestWithHash_TellsWhetherTheFileIsTheOneThatWasMeant()
    {
        string path = _files.Write("fx/EURUSD.1d.csv", CsvFiles.Rows("EURUSD", "fx", 3));
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        _files.Write("manifest.json", $$"""
            { "series": [{ "file": "fx/EURUSD.1d.csv", "rows": 3, "sha256_csv": "{{hash}}" },
                         { "file": "fx/GBPUSD.1d.csv" }] }
            """);
        DataReport good = _checker.Check(_files.Root, null, default);
        _files.Write("fx/EURUSD.1d.csv", CsvFiles.Rows("EURUSD", "fx", 3, price: 99));

        DataReport changed = _checker.Check(_files.Root, null, default);

        Assert.True(good.Series[0].ManifestAgrees);
        Assert.Equal("The manifest names it, but it is not there.", good.Series[1].Fault?.Reason);
        Assert.False(changed.Series[0].ManifestAgrees);
        Assert.Contains(hash, changed.Series[0].Fault?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoFolder_SaysSo()
    {
        DataReport report = _checker.Check(Path.Combine(_files.Root, "nowhere"), null, default);

        Assert.Equal("There is no such folder.", Assert.Single(report.Series).Fault?.Reason);
    }

    [SkippableFact]
    public void Check_RecordedData_AreAllAsTheirManifestSays()
    {
        Skip.If(SharedData.Market is null, SharedData.Absent);

        DataReport report = _checker.Check(SharedData.Market!, null, default);

        Assert.All(report.Series, series => Assert.Null(series.Fault));
        Assert.All(report.Series, series => Assert.True(series.ManifestAgrees));
        Assert.Equal(30, report.Series.Count);
        Assert.Equal(230_000, report.Rows, 10_000.0);
        Assert.Equal(0, report.Series.Single(series => series.File == "index/SPX.1d.csv.gz").Gaps);
    }
}
