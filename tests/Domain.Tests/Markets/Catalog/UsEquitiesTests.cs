using System.IO.Compression;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Markets.Tests.Catalog;

public sealed class UsEquitiesTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly UsEquities _market = new();

    [SkippableFact]
    public void SessionsFrom_EveryDayOfTheCalendarFile_AgreesOnHolidaysAndEarlyCloses()
    {
        RecordedHours recorded = RecordedHours.Of("Equity-usa-[*]");
        Dictionary<DateOnly, TradingSession> sessions = _market
            .SessionsFrom(new(1998, 1, 1, 0, 0, 0, TimeSpan.Zero))
            .TakeWhile(session => session.Date.Year <= 2028)
            .ToDictionary(session => session.Date);
        for (DateOnly date = new(1998, 1, 1); date.Year <= 2028; date = date.AddDays(1))
        {
            bool trades = recorded.Week[date.DayOfWeek].Length > 0 && !recorded.Holidays.Contains(date);
            Assert.True(trades == sessions.ContainsKey(date), $"{date} trades: {trades}.");

            // The file begins to list early closes in 1999, and lists one on a Sunday, when nobody trades.
            if (trades && date.Year >= 1999)
            {
                Assert.Equal(
                    (date, recorded.EarlyCloses.ContainsKey(date)), (date, sessions[date].EarlyClose));
            }
        }
    }

    [SkippableFact]
    public void SessionsFrom_EveryBarOfTheIndexSince1990_HasASessionAndNoSessionLacksABar()
    {
        Skip.If(SharedData.Market is null, SharedData.Absent);
        string path = Path.Combine(SharedData.Market!, "index", "SPX.1d.csv.gz");
        using GZipStream packed = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader text = new(packed);
        DateOnly[] recorded =
        [
            .. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => DateOnly.Parse(line.Split(',')[2][..10], null)),
        ];

        IEnumerable<DateOnly> ruled = _market
            .SessionsFrom(new(1990, 1, 2, 0, 0, 0, TimeSpan.Zero))
            .Select(session => session.Date)
            .TakeWhile(date => date <= recorded[^1]);

        Assert.Equal(recorded, ruled);
    }

    [Theory]
    [InlineData("2018-03-09", "14:30", "21:00")]
    [InlineData("2018-03-12", "13:30", "20:00")]
    [InlineData("2018-11-02", "13:30", "20:00")]
    [InlineData("2018-11-05", "14:30", "21:00")]
    [InlineData("2017-11-24", "14:30", "18:00")]
    [InlineData("2018-07-03", "13:30", "17:00")]
    public void SessionsFrom_AcrossClockChanges_KeepsTheExchangesWallClock(
        string date, string open, string close)
    {
        TradingSession session = _market.SessionsFrom(At(date, "00:00")).First();

        Assert.Equal(At(date, open), session.Open);
        Assert.Equal(At(date, close), session.Close);
    }

    [Theory]
    [InlineData("2017-12-29", "20:59", true)]
    [InlineData("2017-12-29", "21:00", false)]
    [InlineData("2017-12-29", "14:29", false)]
    [InlineData("2017-12-29", "14:30", true)]
    [InlineData("2018-01-01", "15:00", false)]
    [InlineData("2018-12-05", "15:00", false)]
    public void IsOpen_AtTheBounds_IncludesTheOpenAndNotTheClose(string date, string time, bool open) =>
        Assert.Equal(open, _market.IsOpen(At(date, time)));

    [Fact]
    public void SessionsFrom_TheCloseItself_BeginsWithTheNextSession() =>
        Assert.Equal(new(2018, 1, 2), _market.SessionsFrom(At("2017-12-29", "21:00")).First().Date);

    [Fact]
    public void NextOpen_AfterTheLastCloseOf2017_IsTheSecondOfJanuary() =>
        Assert.Equal(At("2018-01-02", "14:30"), _market.NextOpen(At("2017-12-29", "21:05")));

    [Theory]
    [InlineData("2017-12-29", "14:30", "21:00")]
    [InlineData("2017-11-24", "14:30", "18:00")]
    [InlineData("2018-07-02", "13:30", "20:00")]
    public void OpenOfAndKnownAt_DatedBar_AreTheSessionsOpenAndClose(string date, string open, string close)
    {
        Bar bar = Some.Bar(At(date, "00:00"));

        Assert.Equal(At(date, open), _market.OpenOf(bar, Day));
        Assert.Equal(At(date, close), _market.KnownAt(bar.Start, Day));
    }

    [Fact]
    public void OpenOfAndKnownAt_BarOfAnHour_AreItsStartAndEnd()
    {
        Bar bar = Some.Bar(At("2018-07-02", "15:00"));

        Assert.Equal(bar.Start, _market.OpenOf(bar, TimeSpan.FromHours(1)));
        Assert.Equal(At("2018-07-02", "16:00"), _market.KnownAt(bar.Start, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("AAPL", true, true)]
    [InlineData("BRK.B", true, true)]
    [InlineData("AAPL", false, false)]
    [InlineData("AMZN.adjclose", true, false)]
    public void Describe_Share_IsInCentsAndWholeSharesAndLongOnly(string symbol, bool asked, bool tradable)
    {
        Instrument share = _market.Describe(symbol, asked);

        Assert.Equal((0.01m, 1m, 1m, 1m), (share.Tick, share.Lot, share.MinimumQuantity, share.Multiplier));
        Assert.Equal((InstrumentKind.Equity, "USD"), (share.Kind, share.Currency));
        Assert.Equal(tradable, share.Tradable);
        Assert.False(share.AllowsShort);
    }

    [Fact]
    public void Costs_Schedule_IsTheBrokersForUsShares() =>
        Assert.Equal("ib-us-equity", _market.Costs.Schedule);

    private static DateTimeOffset At(string date, string time) =>
        DateTimeOffset.Parse($"{date}T{time}:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
