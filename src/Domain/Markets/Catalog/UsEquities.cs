namespace TradingBase.Markets.Catalog;

/// <summary>
/// Shares and funds of the exchanges in New York: regular session 09:30 to 16:00, long only.
/// </summary>
/// <remarks>
/// Holidays and early closes follow the exchange's rules; what no rule gives (mourning, storms, attacks) is
/// listed. Checked against every day of the calendar file from 1998 to 2028, and against every bar of the
/// S&amp;P 500 from 1990 to 2022.
/// Source: NYSE Rule 7.2 and the exchange's announcements.
/// </remarks>
public sealed class UsEquities : Market
{
    private static readonly HashSet<DateOnly> SpecialClosures =
    [
        new(1994, 4, 27),
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14),
        new(2004, 6, 11), new(2007, 1, 2), new(2012, 10, 29), new(2012, 10, 30),
        new(2018, 12, 5), new(2025, 1, 9),
    ];

    private readonly ExchangeCalendar _calendar = new(
        "America/New_York",
        new(Open: new(9, 30, 0), Close: new(16, 0, 0), EarlyClose: new(13, 0, 0)),
        IsHoliday,
        ClosesEarly);

    /// <inheritdoc/>
    public override string Name => "us-equities";

    /// <inheritdoc/>
    public override string Currency => "USD";

    /// <inheritdoc/>
    public override string TimeZone => _calendar.TimeZone;

    /// <inheritdoc/>
    public override int PeriodsPerYear => 252;

    /// <inheritdoc/>
    public override TimeSpan Cadence => TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override TradingCosts Costs { get; } = new("ib-us-equity", TakerBps: 0m, SlippageBps: 5m);

    /// <inheritdoc/>
    public override IEnumerable<TradingSession> SessionsFrom(DateTimeOffset from) => _calendar.From(from);

    /// <inheritdoc/>
    public override Instrument Describe(string symbol, bool tradable) => new(
        new(Check.NotBlank(symbol), Name),
        InstrumentKind.Equity,
        Currency,
        Tick: 0.01m,
        Lot: 1m,
        MinimumQuantity: 1m,
        Multiplier: 1m,
        Tradable: tradable && !CarriesVenue(symbol),
        AllowsShort: false);

    /// <inheritdoc/>
    public override DateTimeOffset OpenOf(Bar bar, TimeSpan step) =>
        IsDated(step) ? _calendar.HoursOf(DateOf(bar.Start)).Open : bar.Start;

    /// <inheritdoc/>
    public override DateTimeOffset KnownAt(DateTimeOffset start, TimeSpan step) =>
        IsDated(step) ? _calendar.HoursOf(DateOf(start)).Close : start + step;

    private static bool IsHoliday(DateOnly date) =>
        HolidayRules.IsKeptOnMonday(date, 1, 1) // A New Year's Day on Saturday is not made up for.
        || (date.Year >= 1998 && HolidayRules.IsNth(date, 1, DayOfWeek.Monday, 3))
        || HolidayRules.IsNth(date, 2, DayOfWeek.Monday, 3)
        || HolidayRules.IsGoodFriday(date)
        || HolidayRules.IsLast(date, 5, DayOfWeek.Monday)
        || (date.Year >= 2022 && HolidayRules.IsKeptOnNearestWeekday(date, 6, 19))
        || HolidayRules.IsKeptOnNearestWeekday(date, 7, 4)
        || HolidayRules.IsNth(date, 9, DayOfWeek.Monday, 1)
        || HolidayRules.IsNth(date, 11, DayOfWeek.Thursday, 4)
        || HolidayRules.IsKeptOnNearestWeekday(date, 12, 25)
        || SpecialClosures.Contains(date);

    private static bool ClosesEarly(DateOnly date) => (date.Month, date.Day) switch
    {
        (7, 3) => date.Year != 2002, // In 2002 the day after the holiday was shortened instead.
        (7, 5) => date.Year == 2002,
        (12, 24) => true,
        (12, 26) => date.Year == 2003,
        _ => date.Day > 1 && HolidayRules.IsNth(date.AddDays(-1), 11, DayOfWeek.Thursday, 4),
    };
}
