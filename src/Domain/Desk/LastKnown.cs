using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Keeps what things were worth last, and values with it what nobody quotes now.</summary>
/// <remarks>A mark of a later moment than the one that is read at is never used.</remarks>
internal static class LastKnown
{
    private const string Market = "last-known";

    /// <summary>Adds the last marks of positions whose bars are gone or older than those.</summary>
    internal static void HoldMarks(
        IEnumerable<Position> positions, DeskState? state, DateTimeOffset deskTime,
        Dictionary<InstrumentId, PriceMark> marks)
    {
        foreach (Position position in positions)
        {
            if (state is not null && state.Marks.TryGetValue(position.Instrument, out HeldMark last)
                && last.KnownAt <= deskTime
                && !(marks.TryGetValue(position.Instrument, out PriceMark told)
                    && told.KnownAt >= last.KnownAt))
            {
                marks[position.Instrument] = last.For(position);
            }
        }
    }

    /// <summary>
    /// Adds a rate for every currency that no pair tells: the newest of what the desk was marked with and
    /// what the currency was converted at.
    /// </summary>
    internal static void HoldRates(
        string baseCurrency, IEnumerable<string> foreign, DeskState? state,
        IReadOnlyList<LedgerConversion> conversions, DateTimeOffset deskTime,
        Dictionary<InstrumentId, PriceMark> marks)
    {
        IReadOnlyDictionary<string, decimal> known = new PortfolioBuilder(baseCurrency).Rates(marks);
        foreach (string currency in foreign.Where(one => !known.ContainsKey(one)))
        {
            PriceMark? newest = conversions
                .Where(one => one.Currency == currency && known.ContainsKey(one.Against))
                .Select(one => one.Rate with { Price = one.Rate.Price * known[one.Against] })
                .Concat(
                    state is not null && state.Rates.TryGetValue(currency, out PriceMark last) ? [last] : [])
                .Where(mark => mark.KnownAt <= deskTime)
                .OrderBy(mark => mark.KnownAt)
                .Cast<PriceMark?>()
                .LastOrDefault();
            if (newest is { } mark)
            {
                marks.Add(new InstrumentId(currency + baseCurrency, Market), mark);
            }
        }
    }

    /// <summary>Keeps rates and marks in the desk's state; newer ones that it has stand.</summary>
    internal static DeskState Keep(DeskState state, PortfolioState held)
    {
        Dictionary<string, PriceMark> rates = new(state.Rates, StringComparer.Ordinal);
        foreach ((string currency, decimal rate) in held.RatesToBase
            .Where(one => one.Key != held.BaseCurrency))
        {
            PriceMark told = new(rate, held.RatesMarkedAt[currency]);
            rates[currency] = rates.TryGetValue(currency, out PriceMark kept) && kept.KnownAt > told.KnownAt
                ? kept
                : told;
        }

        // Only of what is held; what nobody quotes now keeps the mark that it has. The ledger has the fills.
        Dictionary<InstrumentId, HeldMark> marks = [];
        foreach (InstrumentId instrument in held.Unvalued.Concat(held.Positions.Select(one => one.Position))
            .Select(position => position.Instrument))
        {
            if (state.Marks.TryGetValue(instrument, out HeldMark kept))
            {
                marks[instrument] = kept;
            }
        }

        foreach (MarkedPosition position in held.Positions.Where(one => !IsFill(one)))
        {
            InstrumentId instrument = position.Position.Instrument;
            if (!marks.TryGetValue(instrument, out HeldMark kept) || kept.KnownAt < position.MarkedAt)
            {
                marks[instrument] = HeldMark.Of(position);
            }
        }

        return state with { Rates = rates, Marks = marks };
    }

    private static bool IsFill(MarkedPosition held) =>
        held.MarkedAt == held.Position.LastFillAt && held.Mark == held.Position.LastPrice;
}
