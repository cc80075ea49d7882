namespace TradingBase.Markets.Catalog;

/// <summary>
/// Currencies at spot: Sunday 17:03 to Friday 16:58 in New York with five minutes' rest a day.
/// </summary>
/// <remarks>
/// A session bears the date on which it closes. No session closes on Christmas or New Year's Day; if that is
/// a Sunday, none closes on the Monday. The vendor's list of holidays has no rule beyond that: it leaves some
/// of these days out, and closes the years 2012 to 2016 at 14:00, which is not modelled. Hours: Oanda, in the
/// calendar file. Fee: Interactive Brokers, 0.20 basis points, at least 2 USD.
/// </remarks>
public sealed class Fx : Market
{
    private static readonly TimeSpan EveningBefore = new TimeSpan(17, 3, 0) - TimeSpan.FromDays(1);

    private static readonly TimeSpan Afternoon = new(16, 58, 0);

    private readonly ExchangeCalendar _calendar = new(
        "America/New_York",
        new(Open: EveningBefore, Close: Afternoon, EarlyClose: Afternoon),
        date => HolidayRules.IsKeptOnMonday(date, 1, 1) || HolidayRules.IsKeptOnMonday(date, 12, 25),
        closesEarly: _ => false);

    /// <inheritdoc/>
    public override string Name => "fx";

    /// <inheritdoc/>
    public override string Currency => "USD";

    /// <inheritdoc/>
    public override string TimeZone => _calendar.TimeZone;

    /// <inheritdoc/>
    public override int PeriodsPerYear => 313;

    /// <inheritdoc/>
    public override TimeSpan Cadence => TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override TradingCosts Costs { get; } = new("ib-fx", TakerBps: 0.20m, SlippageBps: 0.5m);

    /// <inheritdoc/>
    public override IEnumerable<TradingSession> SessionsFrom(DateTimeOffset from) => _calendar.From(from);

    /// <inheritdoc/>
    public override Instrument Describe(string symbol, bool tradable) => new(
        new(Check.NotBlank(symbol), Name),
        InstrumentKind.Fx,
        QuoteOf(symbol),
        Tick: 0.00001m,
        Lot: 1m,
        MinimumQuantity: 1m,
        Multiplier: 1m,
        Tradable: tradable && !CarriesVenue(symbol),
        AllowsShort: true);

    /// <inheritdoc/>
    public override DateTimeOffset OpenOf(Bar bar, TimeSpan step) => FirstTradingWithin(bar.Start, step);

    /// <inheritdoc/>
    public override DateTimeOffset KnownAt(DateTimeOffset start, TimeSpan step) => start + step;

    private string QuoteOf(string symbol) =>
        WithoutVenue(symbol) is { Length: >= 6 } pair ? pair[^3..] : Currency;
}
