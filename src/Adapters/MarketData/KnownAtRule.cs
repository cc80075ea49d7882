using NodaTime;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>When a bar may first be used, as the file's source says it.</summary>
/// <param name="at">From the market, the bar's start and its length, in UTC.</param>
internal sealed class KnownAtRule(Func<Market, DateTimeOffset, TimeSpan, DateTimeOffset> at)
{
    /// <summary>What the market says.</summary>
    public static KnownAtRule OfMarket { get; } = new((market, start, step) => market.KnownAt(start, step));

    /// <summary>When the bar ends.</summary>
    public static KnownAtRule BarEnd { get; } = new((_, start, step) => start + step);

    /// <summary>So many days after the bar's date.</summary>
    public static KnownAtRule Lag(int days) =>
        new((_, start, _) => new(start.UtcDateTime.Date.AddDays(days), TimeSpan.Zero));

    /// <summary>
    /// At a time of the bar's date on a wall clock, earlier on the market's shortened days.
    /// </summary>
    /// <exception cref="FormatException">The zone is unknown.</exception>
    public static KnownAtRule LocalTime(string zone, TimeOnly time, TimeOnly? earlyClose)
    {
        DateTimeZone clock = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
            ?? throw new FormatException($"The time zone '{zone}' is unknown.");
        return new((market, start, _) =>
        {
            TimeOnly moment = earlyClose is { } early && ClosesEarly(market, start) ? early : time;
            DateTime wallClock = start.UtcDateTime.Date + moment.ToTimeSpan();
            LocalDateTime local = LocalDateTime.FromDateTime(wallClock);
            return local.InZoneLeniently(clock).ToInstant().ToDateTimeOffset();
        });
    }

    /// <summary>Applies the rule.</summary>
    /// <returns>UTC.</returns>
    public DateTimeOffset Of(Market market, DateTimeOffset start, TimeSpan step) => at(market, start, step);

    private static bool ClosesEarly(Market market, DateTimeOffset start)
    {
        TradingSession session = market.SessionsFrom(start).First();
        return session.EarlyClose && session.Date == DateOnly.FromDateTime(start.UtcDateTime);
    }
}
