namespace TradingBase.Markets;

/// <summary>The arithmetic of holidays: fixed dates, n-th weekdays and Easter.</summary>
public static class HolidayRules
{
    /// <summary>Whether a date is the n-th of its weekday in a month.</summary>
    /// <param name="date">Which date.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">Which weekday.</param>
    /// <param name="n">1 to 4.</param>
    public static bool IsNth(DateOnly date, int month, DayOfWeek day, int n) =>
        date.Month == month && date.DayOfWeek == day && (date.Day - 1) / 7 == n - 1;

    /// <summary>Whether a date is the last of its weekday in a month.</summary>
    /// <param name="date">Which date.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">Which weekday.</param>
    public static bool IsLast(DateOnly date, int month, DayOfWeek day) =>
        date.Month == month && date.DayOfWeek == day && date.AddDays(7).Month != month;

    /// <summary>
    /// Whether a fixed holiday is kept on a date: on its own, or on the Monday after a Sunday.
    /// </summary>
    /// <param name="date">Which date.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">Day of the month.</param>
    public static bool IsKeptOnMonday(DateOnly date, int month, int day) =>
        Is(date, month, day) || (date.DayOfWeek == DayOfWeek.Monday && Is(date.AddDays(-1), month, day));

    /// <summary>
    /// Whether a fixed holiday is kept on a date: on its own, on the Friday before a Saturday, or on the
    /// Monday after a Sunday.
    /// </summary>
    /// <param name="date">Which date.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">Day of the month.</param>
    public static bool IsKeptOnNearestWeekday(DateOnly date, int month, int day) =>
        IsKeptOnMonday(date, month, day)
        || (date.DayOfWeek == DayOfWeek.Friday && Is(date.AddDays(1), month, day));

    /// <summary>Whether a date is the Friday before Easter Sunday.</summary>
    public static bool IsGoodFriday(DateOnly date) =>
        date.DayOfWeek == DayOfWeek.Friday
        && date.Month is 3 or 4
        && date.AddDays(2) == EasterSunday(date.Year);

    /// <summary>Finds Easter Sunday of the western churches.</summary>
    /// <param name="year">Of the Gregorian calendar.</param>
    /// <remarks>
    /// Finds the full moon on or after 21 March from the year's place in the 19-year cycle, corrected for
    /// the centuries' missing leap days and the moon's drift, then takes the next Sunday. Source: Butcher's
    /// algorithm, Meeus, <i>Astronomical Algorithms</i>, chapter 8.
    /// </remarks>
    public static DateOnly EasterSunday(int year)
    {
        int golden = year % 19;
        int century = year / 100;
        int moonCorrection = ((8 * century) + 13) / 25;
        int epact = ((19 * golden) + century - (century / 4) - moonCorrection + 15) % 30;
        int yearOfCentury = year % 100;
        int leapDays = (2 * (century % 4)) + (2 * (yearOfCentury / 4));
        int toSunday = (32 + leapDays - epact - (yearOfCentury % 4)) % 7;
        int lateMoon = (golden + (11 * epact) + (22 * toSunday)) / 451;
        int days = epact + toSunday - (7 * lateMoon) + 114;
        return new(year, days / 31, (days % 31) + 1);
    }

    private static bool Is(DateOnly date, int month, int day) => date.Month == month && date.Day == day;
}
