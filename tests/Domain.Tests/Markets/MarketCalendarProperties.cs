using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Markets.Tests;

/// <summary>What must hold of every market's sessions from any moment on.</summary>
public sealed class MarketCalendarProperties
{
    private static readonly Gen<DateTimeOffset> Moments =
        from minute in Gen.Choose(0, 40 * 366 * 24 * 60)
        select new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    [Fact]
    public void SessionsAreOrderedDisjointAndEndAfterTheMoment() => ForAll((market, moment) =>
    {
        TradingSession[] sessions = [.. market.SessionsFrom(moment).Take(12)];

        return sessions[0].Close > moment
            && sessions.All(session => session.Open < session.Close && session.Open.Offset == TimeSpan.Zero)
            && sessions.Zip(sessions.Skip(1)).All(pair =>
                pair.First.Close <= pair.Second.Open && pair.First.Date < pair.Second.Date);
    });

    [Fact]
    public void FromAMomentOnNoSessionIsLeftOut() => ForAll((market, moment) =>
    {
        DateTimeOffset end = moment.AddDays(9);
        IEnumerable<TradingSession> early = market.SessionsFrom(moment.AddDays(-30)).TakeWhile(
            s => s.Close <= end);

        return early.Where(session => session.Close > moment)
            .SequenceEqual(market.SessionsFrom(moment).TakeWhile(session => session.Close <= end));
    });

    [Fact]
    public void TheNextOpenIsOpenAndNoEarlierMomentIs() => ForAll((market, moment) =>
    {
        DateTimeOffset next = market.NextOpen(moment);

        return next >= moment && market.IsOpen(next)
            && (next == moment || (!market.IsOpen(moment) && !market.IsOpen(next.AddTicks(-1))));
    });

    [Fact]
    public void NewYorkOpensAtHalfPastOneOrTwoInUtcByItsClocks() => ForAll((_, moment) =>
    {
        TradingSession session = new UsEquities().SessionsFrom(moment).First();
        DateTimeZone zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        bool summer = zone.GetUtcOffset(Instant.FromDateTimeOffset(session.Open)) == Offset.FromHours(-4);
        TimeSpan length = session.Close - session.Open;

        return session.Open.TimeOfDay == (summer ? new(13, 30, 0) : new TimeSpan(14, 30, 0))
            && length == (session.EarlyClose ? new(3, 30, 0) : new TimeSpan(6, 30, 0));
    });

    [Fact]
    public void ADailyBarIsKnownAfterItOpens() => ForAll((market, moment) =>
    {
        var start = new DateTimeOffset(moment.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset open = market.OpenOf(Some.Bar(start), TimeSpan.FromDays(1));

        return open >= start && market.KnownAt(start, TimeSpan.FromDays(1)) > open;
    });

    private static void ForAll(Func<Market, DateTimeOffset, bool> holds) => Property.ForAll(
        Moments,
        moment => Assert.All(
            Some.Markets(), market => Assert.True(holds(market, moment), $"{market.Name} at {moment:u}")));
}
