namespace TradingBase.Markets.Catalog;

/// <summary>Coins at spot: open always, sessions are days of UTC, long only.</summary>
/// <remarks>
/// Tick and lot are those of Coinbase's pairs in dollars.
/// Fee: Alpaca's, 15 basis points of a maker and 25 of a taker.
/// </remarks>
public sealed class CryptoSpot : Market
{
    // Longest first: BTCUSDT is quoted in USDT, not in "DT" behind USD.
    private static readonly string[] QuoteCurrencies = ["USDT", "USDC", "USD", "EUR", "GBP", "BTC", "ETH"];

    private static readonly TimeSpan Midnight = TimeSpan.FromDays(1);

    private readonly ExchangeCalendar _calendar = new(
        "UTC",
        new(Open: TimeSpan.Zero, Close: Midnight, EarlyClose: Midnight, WeekendsToo: true),
        isHoliday: _ => false,
        closesEarly: _ => false);

    /// <inheritdoc/>
    public override string Name => "crypto-spot";

    /// <inheritdoc/>
    public override string Currency => "USD";

    /// <inheritdoc/>
    public override string TimeZone => _calendar.TimeZone;

    /// <inheritdoc/>
    public override int PeriodsPerYear => 365;

    /// <inheritdoc/>
    public override TimeSpan Cadence => TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override TradingCosts Costs { get; } = new("alpaca-crypto", TakerBps: 25m, SlippageBps: 5m);

    /// <inheritdoc/>
    public override IEnumerable<TradingSession> SessionsFrom(DateTimeOffset from) => _calendar.From(from);

    /// <inheritdoc/>
    public override Instrument Describe(string symbol, bool tradable) => new(
        new(Check.NotBlank(symbol), Name),
        InstrumentKind.Crypto,
        QuoteOf(symbol),
        Tick: 0.01m,
        Lot: 0.00000001m,
        MinimumQuantity: 0.00000001m,
        Multiplier: 1m,
        Tradable: tradable && !CarriesVenue(symbol),
        AllowsShort: false);

    /// <inheritdoc/>
    public override DateTimeOffset OpenOf(Bar bar, TimeSpan step) => bar.Start;

    /// <inheritdoc/>
    public override DateTimeOffset KnownAt(DateTimeOffset start, TimeSpan step) => start + step;

    private string QuoteOf(string symbol)
    {
        string pair = WithoutVenue(symbol);
        return Array.Find(QuoteCurrencies, quote => pair.EndsWith(quote, StringComparison.Ordinal))
            ?? Currency;
    }
}
