namespace TradingBase.Portfolio;

/// <summary>Values what the desk owns.</summary>
/// <param name="baseCurrency">What everything is counted in, such as <c>USD</c>.</param>
/// <param name="staleAfter">Age from which on marks are told as stale; never when left out.</param>
/// <remarks>
/// Pure and thread-safe. A currency without a known rate is never taken at 1: it is set apart.
/// </remarks>
public sealed class PortfolioBuilder(string baseCurrency, TimeSpan? staleAfter = null)
{
    /// <summary>What everything is counted in.</summary>
    public string BaseCurrency { get; } = Check.NotBlank(baseCurrency);

    /// <summary>Values cash and positions at a moment.</summary>
    /// <param name="deskTime">UTC; no mark may be known later.</param>
    /// <param name="cash">Signed cash by currency.</param>
    /// <param name="positions">What is held.</param>
    /// <param name="marks">
    /// Newest prices known; those of pairs with the base currency also give the rates.
    /// </param>
    /// <param name="peakEquity">Highest equity recorded so far, base currency, or null for none.</param>
    /// <param name="dayStartEquity">
    /// Equity when the day began, base currency, or null to begin it now.
    /// </param>
    /// <returns>The portfolio; a position without a mark is worth the price of its last fill.</returns>
    /// <exception cref="ArgumentException">A mark became known after the desk time.</exception>
    public PortfolioState Build(
        DateTimeOffset deskTime, IReadOnlyDictionary<string, decimal> cash, IReadOnlyList<Position> positions,
        IReadOnlyDictionary<InstrumentId, PriceMark> marks, decimal? peakEquity = null,
        decimal? dayStartEquity = null)
    {
        ArgumentNullException.ThrowIfNull(cash);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(marks);
        foreach ((InstrumentId instrument, PriceMark mark) in marks)
        {
            if (mark.KnownAt > deskTime)
            {
                throw new ArgumentException(
                    $"The mark of {instrument} became known at {mark.KnownAt:u}, after "
                        + $"{deskTime:u}.", nameof(marks));
            }
        }

        IReadOnlyDictionary<string, PriceMark> quoted = Quotes(marks);
        SortedDictionary<string, decimal> rates = RatesOf(quoted);
        ILookup<bool, Position> known = positions
            .Where(held => held.Quantity != 0)
            .OrderBy(held => held.Instrument)
            .ToLookup(held => rates.ContainsKey(held.Currency));
        PortfolioState state = new(
            BaseCurrency, deskTime, cash, rates,
            [.. known[true].Select(held => Mark(held, marks, rates))], 0, 0)
        {
            Unvalued = [.. known[false]],
            RatesMarkedAt = quoted
                .Append(new(BaseCurrency, new(1, deskTime)))
                .ToDictionary(rate => rate.Key, rate => rate.Value.KnownAt, StringComparer.Ordinal),
            StaleAfter = staleAfter ?? TimeSpan.MaxValue,
        };
        decimal equity = state.Equity;
        return state with
        {
            PeakEquity = Math.Max(peakEquity ?? equity, equity),
            DayStartEquity = dayStartEquity ?? equity,
        };
    }

    /// <summary>Reads the rates to the base currency out of the marks of currency and coin pairs.</summary>
    /// <param name="marks">Newest prices known.</param>
    /// <returns>Base currency per unit; the base's own is 1; a currency without a pair is absent.</returns>
    public IReadOnlyDictionary<string, decimal> Rates(IReadOnlyDictionary<InstrumentId, PriceMark> marks) =>
        RatesOf(Quotes(marks));

    private SortedDictionary<string, decimal> RatesOf(IReadOnlyDictionary<string, PriceMark> quotes)
    {
        var rates = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach ((string currency, PriceMark quote) in quotes)
        {
            rates[currency] = quote.Price;
        }

        rates[BaseCurrency] = 1;
        return rates;
    }

    private Dictionary<string, PriceMark> Quotes(IReadOnlyDictionary<InstrumentId, PriceMark> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        var quotes = new Dictionary<string, PriceMark>(StringComparer.Ordinal);

        // The newest mark comes last and stands; among equals the first id does.
        foreach ((InstrumentId id, PriceMark mark) in marks
            .Where(pair => pair.Value.Price > 0 && pair.Key.Symbol.Length > BaseCurrency.Length)
            .OrderBy(pair => pair.Value.KnownAt)
            .ThenByDescending(pair => pair.Key))
        {
            if (id.Symbol.EndsWith(BaseCurrency, StringComparison.Ordinal))
            {
                quotes[id.Symbol[..^BaseCurrency.Length]] = mark;
            }
            else if (id.Symbol.StartsWith(BaseCurrency, StringComparison.Ordinal))
            {
                quotes[id.Symbol[BaseCurrency.Length..]] = mark with { Price = 1 / mark.Price };
            }
        }

        quotes.Remove(BaseCurrency);
        return quotes;
    }

    private static MarkedPosition Mark(
        Position held, IReadOnlyDictionary<InstrumentId, PriceMark> marks,
        SortedDictionary<string, decimal> rates) =>
        marks.TryGetValue(held.Instrument, out PriceMark mark) && mark.KnownAt >= held.LastFillAt
            ? new(held, mark.Price, mark.KnownAt, rates[held.Currency])
            : new(held, held.LastPrice, held.LastFillAt, rates[held.Currency]);
}
