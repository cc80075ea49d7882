namespace TradingBase.Portfolio;

/// <summary>Everything the desk owns, in base currency, at a desk time.</summary>
/// <param name="BaseCurrency">What everything is counted in.</param>
/// <param name="DeskTime">UTC.</param>
/// <param name="Cash">Signed cash by currency.</param>
/// <param name="RatesToBase">Base currency per unit of each currency known; the base's own is 1.</param>
/// <param name="Positions">What is held, ordered by instrument; no zero quantities.</param>
/// <param name="PeakEquity">Highest equity ever recorded, base currency; at least the present one.</param>
/// <param name="DayStartEquity">
/// Equity at the start of the desk's day, adjusted for deposits, base currency.
/// </param>
public sealed record PortfolioState(
    string BaseCurrency, DateTimeOffset DeskTime,
    IReadOnlyDictionary<string, decimal> Cash, IReadOnlyDictionary<string, decimal> RatesToBase,
    IReadOnlyList<MarkedPosition> Positions, decimal PeakEquity, decimal DayStartEquity)
{
    /// <summary>
    /// Positions in currencies without a known rate, ordered by instrument: they are in no sum.
    /// </summary>
    public IReadOnlyList<Position> Unvalued { get; init; } = [];

    /// <summary>Deposits less withdrawals so far by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Deposited { get; init; } = new Dictionary<string, decimal>();

    /// <summary>When each rate became known, UTC; the base's own is of the desk time.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> RatesMarkedAt { get; init; } =
        new Dictionary<string, DateTimeOffset>();

    /// <summary>Age from which on a mark or a rate is told as stale.</summary>
    /// <value>The default tells of none.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.MaxValue;

    /// <summary>
    /// Cash in currencies without a known rate, as <see cref="Unvalued"/> positions in no sum; no zeros.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> UnvaluedCash => Cash
        .Where(pair => pair.Value != 0 && !RatesToBase.ContainsKey(pair.Key))
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>
    /// Marks of positions, then rates that value something, that are older than <see cref="StaleAfter"/>.
    /// </summary>
    public IReadOnlyList<StaleMark> Stale =>
    [
        .. Positions
            .Select(held => (What: held.Position.Instrument.ToString(), held.MarkedAt))
            .Concat(RatesMarkedAt
                .Where(rate => rate.Key != BaseCurrency && Values(rate.Key))
                .OrderBy(rate => rate.Key, StringComparer.Ordinal)
                .Select(rate => (What: rate.Key, MarkedAt: rate.Value)))
            .Where(mark => DeskTime - mark.MarkedAt > StaleAfter)
            .Select(mark => new StaleMark(mark.What, mark.MarkedAt, DeskTime - mark.MarkedAt)),
    ];

    /// <summary>Cash in base currency; a currency without a known rate is not in it.</summary>
    public decimal CashInBase =>
        Cash.Sum(pair => RatesToBase.TryGetValue(pair.Key, out decimal rate) ? pair.Value * rate : 0);

    /// <summary>Cash plus positions, base currency.</summary>
    public decimal Equity => CashInBase + Positions.Sum(position => position.Value);

    /// <summary>How far equity is below its peak; zero or more.</summary>
    public Ratio Drawdown => PeakEquity <= 0 ? default : new(Math.Max(0, 1 - (Equity / PeakEquity)));

    /// <summary>Signed units held of an instrument; zero when none.</summary>
    public decimal QuantityOf(InstrumentId instrument) =>
        Positions.FirstOrDefault(held => held.Position.Instrument == instrument)?.Position.Quantity ?? 0;

    /// <summary>Whether an order only brings a filled position nearer to zero, not across it.</summary>
    /// <param name="instrument">Of what.</param>
    /// <param name="signedQuantity">Units, negative to sell.</param>
    public bool ShrinksWith(InstrumentId instrument, decimal signedQuantity)
    {
        decimal held = QuantityOf(instrument);
        return held != 0 && Math.Sign(held) == -Math.Sign(signedQuantity)
            && Math.Abs(signedQuantity) <= Math.Abs(held);
    }

    private bool Values(string currency) => Cash.GetValueOrDefault(currency) != 0
        || Positions.Any(held => held.Position.Currency == currency);
}
