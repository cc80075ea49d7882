namespace TradingBase.Markets.Catalog;

/// <summary>
/// Commodities as contracts for difference, gold first: Sunday 18:03 to Friday 16:58 in New York.
/// </summary>
/// <remarks>
/// A session bears the date on which it closes; sixty-five minutes' rest a day. No session closes on
/// Christmas or New Year's Day (on the Monday, if that is a Sunday), nor, from 2013 on, on Good Friday.
/// Hours: Oanda's XAUUSD, in the calendar file, which lists the Good Friday of 2017 alone; recorded bars are
/// absent on each from 2013 on. Fee: an assumption, since dealers are paid by the spread: half a basis point,
/// and a concession
/// of 2 more.
/// </remarks>
public sealed class Commodities : Market
{
    private static readonly TimeSpan EveningBefore = new TimeSpan(18, 3, 0) - TimeSpan.FromDays(1);

    private static readonly TimeSpan Afternoon = new(16, 58, 0);

    private readonly ExchangeCalendar _calendar = new(
        "America/New_York",
        new(Open: EveningBefore, Close: Afternoon, EarlyClose: Afternoon),
        date => HolidayRules.IsKeptOnMonday(date, 1, 1)
            || HolidayRules.IsKeptOnMonday(date, 12, 25)
            || (date.Year >= 2013 && HolidayRules.IsGoodFriday(date)),
        closesEarly: _ => false);

    /// <inheritdoc/>
    public override string Name => "commodities";

    /// <inheritdoc/>
    public override string Currency => "USD";

    /// <inheritdoc/>
    public override string TimeZone => _calendar.TimeZone;

    /// <inheritdoc/>
    public override int PeriodsPerYear => 313;

    /// <inheritdoc/>
    public override TimeSpan Cadence => TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override TradingCosts Costs { get; } = new("taker", TakerBps: 0.5m, SlippageBps: 2m);

    /// <inheritdoc/>
    public override bool AllowsNegativePrices => true;

    /// <inheritdoc/>
    public override IEnumerable<TradingSession> SessionsFrom(DateTimeOffset from) => _calendar.From(from);

    /// <inheritdoc/>
    public override Instrument Describe(string symbol, bool tradable) => new(
        new(Check.NotBlank(symbol), Name),
        InstrumentKind.Commodity,
        Currency,
        Tick: 0.001m,
        Lot: 1m,
        MinimumQuantity: 1m,
        Multiplier: 1m,
        Tradable: tradable && !CarriesVenue(symbol),
        AllowsShort: true);

    /// <inheritdoc/>
    public override DateTimeOffset OpenOf(Bar bar, TimeSpan step) => FirstTradingWithin(bar.Start, step);

    /// <inheritdoc/>
    public override DateTimeOffset KnownAt(DateTimeOffset start, TimeSpan step) => start + step;
}
