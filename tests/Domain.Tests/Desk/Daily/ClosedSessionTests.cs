using System.Globalization;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests.Daily;

public sealed class ClosedSessionTests
{
    [Theory]
    [InlineData("us-equities", "2017-12-29T20:59:59Z", "2017-12-28", "2017-12-28T21:00:00Z", false)]
    [InlineData("us-equities", "2017-12-29T21:00:00Z", "2017-12-29", "2017-12-29T21:00:00Z", false)]
    [InlineData("us-equities", "2017-12-31T12:00:00Z", "2017-12-29", "2017-12-29T21:00:00Z", false)]
    [InlineData("us-equities", "2018-01-01T23:00:00Z", "2017-12-29", "2017-12-29T21:00:00Z", false)]
    [InlineData("us-equities", "2017-11-24T17:59:59Z", "2017-11-22", "2017-11-22T21:00:00Z", false)]
    [InlineData("us-equities", "2017-11-24T18:00:00Z", "2017-11-24", "2017-11-24T18:00:00Z", true)]
    [InlineData("us-equities", "2017-07-05T20:00:00Z", "2017-07-05", "2017-07-05T20:00:00Z", false)]
    [InlineData("us-equities", "2001-09-16T12:00:00Z", "2001-09-10", "2001-09-10T20:00:00Z", false)]
    [InlineData("crypto-spot", "2017-12-30T00:00:00Z", "2017-12-29", "2017-12-30T00:00:00Z", false)]
    [InlineData("crypto-spot", "2017-12-30T23:59:59Z", "2017-12-29", "2017-12-30T00:00:00Z", false)]
    [InlineData("crypto-spot", "2018-01-01T00:00:00Z", "2017-12-31", "2018-01-01T00:00:00Z", false)]
    [InlineData("fx", "2017-12-30T12:00:00Z", "2017-12-29", "2017-12-29T21:58:00Z", false)]
    [InlineData("fx", "2017-12-31T23:30:00Z", "2017-12-29", "2017-12-29T21:58:00Z", false)]
    public void LastAt_AMoment_IsTheSessionThatHadEnded(
        string market, string moment, string date, string close, bool early)
    {
        ClosedSession last = ClosedSession.LastAt(Find(market), Utc(moment))!;

        Assert.Equal(
            (DateOnly.Parse(date, CultureInfo.InvariantCulture), Utc(close), early),
            (last.Session.Date, last.Session.Close, last.Session.EarlyClose));
        Assert.True(last.PreviousClose < last.Session.Open || market is "crypto-spot" or "fx");
        Assert.Equal(
            last.PreviousClose,
            ClosedSession.LastAt(Find(market), last.Session.Close.AddTicks(-1))!.Session.Close);
    }

    [Theory]
    [InlineData("us-equities", "2017-11-24", "2017-11-24T18:00:00Z")]
    [InlineData("us-equities", "2017-11-23", null)]
    [InlineData("us-equities", "2017-12-30", null)]
    [InlineData("crypto-spot", "2017-12-30", "2017-12-31T00:00:00Z")]
    [InlineData("fx", "2017-12-29", "2017-12-29T21:58:00Z")]
    [InlineData("fx", "2017-12-30", null)]
    public void OfDate_ADate_IsItsSessionOrNone(string market, string date, string? close) =>
        Assert.Equal(
            close is null ? null : Utc(close),
            ClosedSession.OfDate(Find(market), DateOnly.Parse(date, CultureInfo.InvariantCulture))
                ?.Session.Close);

    private static Market Find(string name) => Some.Markets().Single(market => market.Name == name);

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
