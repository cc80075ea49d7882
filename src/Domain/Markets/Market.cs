namespace TradingBase.Markets;

/// <summary>
/// A place or a kind of trading with its own hours, steps and costs: one file of the catalogue.
/// </summary>
/// <remarks>Immutable and thread-safe. Sessions are computed in exchange time and given in UTC.</remarks>
public abstract class Market
{
    /// <summary>Name in configuration and documents, such as <c>us-equities</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Currency that most of its instruments are quoted in.</summary>
    public abstract string Currency { get; }

    /// <summary>IANA name of the exchange's time zone, such as <c>America/New_York</c>.</summary>
    public abstract string TimeZone { get; }

    /// <summary>
    /// Trading periods in a year, for annualising statistics of daily bars: 252, 313 or 365.
    /// </summary>
    public abstract int PeriodsPerYear { get; }

    /// <summary>How often a live desk reviews the market; greater than zero.</summary>
    public abstract TimeSpan Cadence { get; }

    /// <summary>What trading costs, for the paper broker and for sizing.</summary>
    public abstract TradingCosts Costs { get; }

    /// <summary>Whether a price may be zero or less, as crude oil's was on 2020-04-20.</summary>
    public virtual bool AllowsNegativePrices => false;

    /// <summary>The sessions that end after a moment, from the one running or next.</summary>
    /// <param name="from">UTC.</param>
    /// <returns>Oldest first, without end.</returns>
    public abstract IEnumerable<TradingSession> SessionsFrom(DateTimeOffset from);

    /// <summary>Describes an instrument by what the catalogue knows of its kind.</summary>
    /// <param name="symbol">Bare symbol.</param>
    /// <param name="tradable">Whether it may be traded, or only informs.</param>
    /// <returns>Currency, tick, lot and multiplier filled in.</returns>
    public abstract Instrument Describe(string symbol, bool tradable);

    /// <summary>
    /// When a bar's first price could be dealt at: its start, or the session's open for a dated bar.
    /// </summary>
    /// <param name="bar">A bar of this market.</param>
    /// <param name="step">The bar's length.</param>
    /// <returns>UTC; never before the bar's start.</returns>
    public abstract DateTimeOffset OpenOf(Bar bar, TimeSpan step);

    /// <summary>When a bar may first be used, where its source does not say it otherwise.</summary>
    /// <param name="start">The bar's start, UTC.</param>
    /// <param name="step">The bar's length.</param>
    /// <returns>UTC: the session's close for a dated bar of an exchange, the bar's end elsewhere.</returns>
    public abstract DateTimeOffset KnownAt(DateTimeOffset start, TimeSpan step);

    /// <summary>Whether the market trades at a moment.</summary>
    public bool IsOpen(DateTimeOffset moment) => SessionsFrom(moment).First().Holds(moment);

    /// <summary>The first moment from one on at which the market trades.</summary>
    /// <returns>UTC; the moment itself while the market is open.</returns>
    public DateTimeOffset NextOpen(DateTimeOffset moment)
    {
        TradingSession next = SessionsFrom(moment).First();
        return next.Open > moment ? next.Open : moment;
    }

    /// <summary>
    /// The first moment of a bar at which the market trades, for bars of days that are not sessions.
    /// </summary>
    /// <param name="start">The bar's start, UTC.</param>
    /// <param name="step">The bar's length.</param>
    /// <returns>UTC; the start itself when the calendar knows no trading within the bar.</returns>
    protected DateTimeOffset FirstTradingWithin(DateTimeOffset start, TimeSpan step) =>
        NextOpen(start) is { } open && open < start + step ? open : start;

    /// <summary>
    /// Whether bars of this length carry the date of a session, and not the moment it opened.
    /// </summary>
    protected static bool IsDated(TimeSpan step) => step >= TimeSpan.FromDays(1);

    /// <summary>The date that a dated bar carries.</summary>
    protected static DateOnly DateOf(DateTimeOffset start) => DateOnly.FromDateTime(start.UtcDateTime);

    /// <summary>
    /// Whether a symbol names who published it, as <c>EURUSD.ecb</c>: such series only inform.
    /// </summary>
    /// <remarks>Venues are written small; <c>BRK.B</c> is a class of shares.</remarks>
    protected static bool CarriesVenue(string symbol) => WithoutVenue(symbol).Length < symbol.Length;

    /// <summary>The symbol without the venue behind it.</summary>
    protected static string WithoutVenue(string symbol)
    {
        int dot = symbol.LastIndexOf('.');
        bool venue = dot > 0 && dot < symbol.Length - 1 && char.IsAsciiLetterLower(symbol[dot + 1]);
        return venue ? symbol[..dot] : symbol;
    }

    /// <summary>Counts the sessions that ended after one moment and not after another.</summary>
    /// <param name="after">Exclusive, UTC.</param>
    /// <param name="until">Inclusive, UTC.</param>
    /// <param name="atMost">Where counting stops; greater than zero.</param>
    /// <returns>0 to <paramref name="atMost"/>.</returns>
    public int SessionsEndedBetween(DateTimeOffset after, DateTimeOffset until, int atMost) =>
        SessionsFrom(after)
            .SkipWhile(session => session.Close <= after)
            .TakeWhile(session => session.Close <= until)
            .Take(atMost)
            .Count();
}
