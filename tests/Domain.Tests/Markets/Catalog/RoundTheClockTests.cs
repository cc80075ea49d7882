using NodaTime;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Markets.Tests.Catalog;

/// <summary>
/// Markets that trade by night: their weekly hours, their few holidays, and what is dealt there.
/// </summary>
public sealed class RoundTheClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [SkippableTheory]
    [InlineData("fx", "Forex-oanda-[*]")]
    [InlineData("commodities", "Cfd-oanda-XAUUSD")]
    [InlineData("crypto-spot", "Crypto-coinbase-[*]")]
    public void IsOpen_EveryMinuteOfTwoOrdinaryWeeks_AgreesWithTheCalendarFile(string name, string entry)
    {
        RecordedHours recorded = RecordedHours.Of(entry);
        Market market = Find(name);
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[market.TimeZone];

        // The first week holds the spring change of New York's clocks, the second none.
        DateTimeOffset start = new(2018, 3, 9, 0, 0, 0, TimeSpan.Zero);
        for (int minute = 0; minute < 14 * 24 * 60; minute++)
        {
            DateTimeOffset moment = start.AddMinutes(minute);
            DateTime wallClock = Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeUnspecified();
            bool open = recorded.Week[wallClock.DayOfWeek]
                .Any(span => wallClock.TimeOfDay >= span.Start && wallClock.TimeOfDay < span.End);

            Assert.True(open == market.IsOpen(moment), $"{moment:u} open: {open}.");
        }
    }

    [SkippableFact]
    public void SessionsFrom_EveryHolidayOfTheFxFile_AgreesButForThoseThatFollowNoRule()
    {
        RecordedHours recorded = RecordedHours.Of("Forex-oanda-[*]");
        Fx market = new();
        HashSet<DateOnly> sessions = [.. market
            .SessionsFrom(new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero))
            .Select(session => session.Date)
            .TakeWhile(date => date.Year <= 2026)];
        List<string> differences = [];
        for (DateOnly date = new(2015, 1, 2); date.Year <= 2026; date = date.AddDays(1))
        {

            // A session that is left out is listed as a holiday, or as an open at 17:00 on the day of its
            // close.
            bool weekday = date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            bool listed = recorded.Holidays.Contains(date) || recorded.LateOpens.Contains(date);
            if (weekday && listed == sessions.Contains(date))
            {
                differences.Add($"{date:yyyy-MM-dd} {(listed ? "listed" : "ruled")}");
            }
        }

        // The vendor's list has no entry for these days, though its own bars of the first four are absent, or
        // a last hour alone; and it does not list the Christmas of 2026 yet.
        Assert.Equal(
            ["2016-12-26 ruled", "2017-01-02 ruled", "2017-12-25 ruled", "2018-01-01 ruled", "2026-12-25 ruled"],
            differences);

        // A close at 17:00 is the usual one, or stands for the session that is left out. These two are
        // neither.
        Assert.Equal(
            [new(2015, 12, 31), new DateOnly(2016, 12, 30)],
            recorded.EarlyCloses.Where(day => day.Key.Year >= 2015 && day.Value < new TimeSpan(16, 58, 0))
                .Select(day => day.Key).Order());
    }

    [Theory]
    [InlineData("2017-12-25", false)]
    [InlineData("2017-12-26", true)]
    [InlineData("2018-01-01", false)]
    [InlineData("2016-12-26", false)]
    [InlineData("2017-04-14", true)]
    public void SessionsFrom_Fx_RestsOnChristmasAndNewYear(string date, bool trades) =>
        Assert.Equal(trades, HasSession(new Fx(), date));

    [Theory]
    [InlineData("2017-04-14", false)]
    [InlineData("2018-03-30", false)]
    [InlineData("2012-04-06", true)]
    [InlineData("2018-01-01", false)]
    [InlineData("2018-01-02", true)]
    public void SessionsFrom_Commodities_RestsOnGoodFridayToo(string date, bool trades) =>
        Assert.Equal(trades, HasSession(new Commodities(), date));

    [Fact]
    public void SessionsFrom_Fx_SpansTheNightAndBearsTheDateOfItsClose()
    {
        TradingSession session = new Fx().SessionsFrom(At("2018-07-01T12:00:00Z")).First();

        DateTimeOffset open = At("2018-07-01T21:03:00Z");
        DateTimeOffset close = At("2018-07-02T20:58:00Z");
        Assert.Equal(new(new(2018, 7, 2), open, close, EarlyClose: false), session);
    }

    [Theory]
    [InlineData("fx", "2018-07-02T00:00:00Z", "2018-07-02T00:00:00Z")]
    [InlineData("fx", "2018-07-01T00:00:00Z", "2018-07-01T21:03:00Z")]
    [InlineData("commodities", "2018-01-01T00:00:00Z", "2018-01-01T23:03:00Z")]
    [InlineData("crypto-spot", "2018-07-01T00:00:00Z", "2018-07-01T00:00:00Z")]
    [InlineData("fx", "2018-06-30T00:00:00Z", "2018-06-30T00:00:00Z")]
    public void OpenOf_DailyBar_IsTheFirstMomentOfTradingInIt(string name, string start, string open)
    {
        Market market = Find(name);

        Assert.Equal(At(open), market.OpenOf(Some.Bar(At(start)), Day));
        Assert.Equal(At(start) + Day, market.KnownAt(At(start), Day));
    }

    [Theory]
    [InlineData("crypto-spot", "BTCUSD", "USD", "0.01", "0.00000001", false)]
    [InlineData("crypto-spot", "BTCUSDT", "USDT", "0.01", "0.00000001", false)]
    [InlineData("crypto-spot", "ETHBTC", "BTC", "0.01", "0.00000001", false)]
    [InlineData("fx", "EURUSD", "USD", "0.00001", "1", true)]
    [InlineData("fx", "EURCHF", "CHF", "0.00001", "1", true)]
    [InlineData("commodities", "XAUUSD", "USD", "0.001", "1", true)]
    public void Describe_Symbol_KnowsCurrencyTickLotAndWhetherToSellShort(
        string name, string symbol, string currency, string tick, string lot, bool allowsShort)
    {
        Instrument instrument = Find(name).Describe(symbol, tradable: true);

        Assert.Equal(currency, instrument.Currency);
        Assert.Equal(tick, instrument.Tick.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(lot, instrument.Lot.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(allowsShort, instrument.AllowsShort);
        Assert.True(instrument.Tradable);
    }

    [Theory]
    [InlineData("fx", "EURJPY.ecb", "JPY")]
    [InlineData("commodities", "WTI.eia", "USD")]
    [InlineData("crypto-spot", "BTCUSDT.binance", "USDT")]
    public void Describe_SymbolWithItsPublisher_OnlyInforms(string name, string symbol, string currency)
    {
        Instrument instrument = Find(name).Describe(symbol, tradable: true);

        Assert.False(instrument.Tradable);
        Assert.Equal(currency, instrument.Currency);
    }

    [Fact]
    public void AllowsNegativePrices_OnlyCommodities() =>
        Assert.Equal(["commodities"], Some.Markets().Where(m => m.AllowsNegativePrices).Select(m => m.Name));

    [Theory]
    [InlineData("crypto-spot", "alpaca-crypto", "25")]
    [InlineData("fx", "ib-fx", "0.20")]
    [InlineData("commodities", "taker", "0.5")]
    public void Costs_OfEach_AreThoseStated(string name, string schedule, string takerBps)
    {
        TradingCosts costs = Find(name).Costs;

        Assert.Equal(schedule, costs.Schedule);
        Assert.Equal(takerBps, costs.TakerBps.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(costs.SlippageBps, 0.1m, 10m);
    }

    private static bool HasSession(Market market, string date)
    {
        DateOnly wanted = DateOnly.Parse(date, null);
        return market.SessionsFrom(At($"{date}T00:00:00Z").AddDays(-3))
            .TakeWhile(session => session.Date <= wanted)
            .Any(session => session.Date == wanted);
    }

    private static Market Find(string name) => Some.Markets().Single(market => market.Name == name);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
