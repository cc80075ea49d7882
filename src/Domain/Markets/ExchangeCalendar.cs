using NodaTime;

namespace TradingBase.Markets;

/// <summary>Turns an exchange's hours and holidays into sessions in UTC.</summary>
/// <param name="timeZone">IANA name, such as <c>America/New_York</c>.</param>
/// <param name="hours">The usual trading day.</param>
/// <param name="isHoliday">
/// Whether no trading day bears a date; asked of the dates that would be trading days.
/// </param>
/// <param name="closesEarly">Whether a trading day is shortened.</param>
/// <remarks>
/// Immutable and thread-safe. Sessions are computed on the exchange's clock and only then turned to UTC, so
/// that each clock change moves them by itself. Nothing is stored: a session costs two zone look-ups.
/// </remarks>
public sealed class ExchangeCalendar(
    string timeZone, SessionHours hours, Func<DateOnly, bool> isHoliday, Func<DateOnly, bool> closesEarly)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[timeZone];

    /// <summary>IANA name of the exchange's time zone.</summary>
    public string TimeZone => _zone.Id;

    /// <summary>The sessions that end after a moment, from the one running or next.</summary>
    /// <param name="from">UTC.</param>
    /// <returns>Oldest first, without end; computed as they are asked for.</returns>
    public IEnumerable<TradingSession> From(DateTimeOffset from)
    {
        // A zone's clock is at most a day off UTC, and a session at most a day long.
        for (DateOnly date = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-2); ; date = date.AddDays(1))
        {
            if (On(date) is { } session && session.Close > from)
            {
                yield return session;
            }
        }
    }

    /// <summary>The session of a date.</summary>
    /// <param name="date">The exchange's own date.</param>
    /// <returns>The session, or null on a day without trading.</returns>
    public TradingSession? On(DateOnly date) => IsTradingDay(date) ? HoursOf(date) : null;

    /// <summary>Whether a trading day bears a date.</summary>
    /// <param name="date">The exchange's own date.</param>
    public bool IsTradingDay(DateOnly date) =>
        (hours.WeekendsToo || date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        && !isHoliday(date);

    /// <summary>
    /// The hours of a date as if it were a trading day, for data of a day that the rules do not expect.
    /// </summary>
    /// <param name="date">The exchange's own date.</param>
    public TradingSession HoursOf(DateOnly date)
    {
        bool early = closesEarly(date);
        return new(date, ToUtc(date, hours.Open), ToUtc(date, early ? hours.EarlyClose : hours.Close), early);
    }

    private DateTimeOffset ToUtc(DateOnly date, TimeSpan sinceMidnight)
    {
        // The wall clock is moved, not the physical one: half past nine stays so when clocks change.
        DateTime wallClock = date.ToDateTime(TimeOnly.MinValue) + sinceMidnight;
        return LocalDateTime.FromDateTime(wallClock).InZoneLeniently(_zone).ToInstant().ToDateTimeOffset();
    }
}
