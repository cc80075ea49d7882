using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Reads what the desk owns and what it is worth at a desk time.</summary>
/// <param name="ledger">Knows cash and positions.</param>
/// <param name="desk">Knows the peak and the day's start.</param>
/// <param name="source">Has the newest prices.</param>
/// <param name="catalog">Knows the markets.</param>
/// <param name="options">Names the base currency.</param>
public sealed class PortfolioReader(
    ILedger ledger, IDeskStateStore desk, IMarketDataSource source, MarketCatalog catalog,
    DeskOptions options)
{
    /// <summary>
    /// Values the book with prices known at a moment: the newest of bars, own fills and what the desk was
    /// marked with last.
    /// </summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// Cash, positions and marks; peak and day start are the desk's, at least the present equity.
    /// </returns>
    public Task<PortfolioState> ReadAsync(DateTimeOffset deskTime, CancellationToken cancellationToken) =>
        ReadAsync(deskTime, [], cancellationToken);

    /// <inheritdoc cref="ReadAsync(DateTimeOffset, CancellationToken)"/>
    /// <param name="deskTime">UTC.</param>
    /// <param name="currencies">
    /// Whose rates are wanted beside those of cash and positions: what is to be traded.
    /// </param>
    /// <param name="cancellationToken">Abandons the read.</param>
    public async Task<PortfolioState> ReadAsync(
        DateTimeOffset deskTime, IEnumerable<string> currencies, CancellationToken cancellationToken)
    {
        LedgerBalances owned = await ledger.ReadAsync(cancellationToken);
        DeskState? state = await desk.FindAsync(cancellationToken);
        Dictionary<InstrumentId, PriceMark> marks = [];
        foreach (Position position in owned.Positions)
        {
            if (await FindMarkAsync(position, deskTime, cancellationToken) is { } mark)
            {
                marks.Add(position.Instrument, mark);
            }
        }

        LastKnown.HoldMarks(owned.Positions, state, deskTime, marks);

        HashSet<string> foreign =
        [
            .. currencies,
            .. owned.Positions.Select(position => position.Currency),
            .. owned.Cash.Where(cash => cash.Value != 0).Select(cash => cash.Key),

            // What was paid in and is gone again since still moves the day's start.
            .. owned.Deposited
                .Where(paid => paid.Value != (state?.Deposited?.GetValueOrDefault(paid.Key) ?? paid.Value))
                .Select(paid => paid.Key),
        ];
        foreign.Remove(options.BaseCurrency);
        await AddRatesAsync(foreign, deskTime, marks, cancellationToken);
        LastKnown.HoldRates(
            options.BaseCurrency, foreign, state, owned.Conversions, deskTime, marks);
        PortfolioState held = new PortfolioBuilder(options.BaseCurrency, options.StaleAfter).Build(
            deskTime, owned.Cash, owned.Positions, marks) with { Deposited = owned.Deposited };
        if (state is null)
        {
            return held;
        }

        DeskState moved = CashMoves.Follow(state, held);
        return held with
        {
            PeakEquity = Math.Max(moved.PeakEquity, held.Equity), DayStartEquity = moved.DayStartEquity,
        };
    }

    // A pair need not be held to say what its currency is worth; one bar of each that is needed is read.
    private async Task AddRatesAsync(
        HashSet<string> foreign, DateTimeOffset deskTime, Dictionary<InstrumentId, PriceMark> marks,
        CancellationToken cancellationToken)
    {
        if (foreign.Count == 0)
        {
            return;
        }

        HashSet<string> pairs =
        [
            .. foreign.Select(currency => currency + options.BaseCurrency),
            .. foreign.Select(currency => options.BaseCurrency + currency),
        ];
        foreach (Market market in catalog.All)
        {
            foreach (Instrument pair in await source.ListAsync(market, cancellationToken))
            {
                if (pair.Kind is InstrumentKind.Fx or InstrumentKind.Crypto
                    && pairs.Contains(pair.Id.Symbol) && !marks.ContainsKey(pair.Id)
                    && await FindMarkAsync(pair, deskTime, cancellationToken) is { } mark)
                {
                    marks.Add(pair.Id, mark);
                }
            }
        }
    }

    // An own fill is a price too: where it is newer than any close known, the builder takes it.
    private Task<PriceMark?> FindMarkAsync(
        Position position, DateTimeOffset deskTime, CancellationToken cancellationToken) =>
        FindMarkAsync(
            catalog.Find(position.Instrument.Market).Describe(position.Instrument.Symbol, tradable: true),
            deskTime, cancellationToken);

    private async Task<PriceMark?> FindMarkAsync(
        Instrument instrument, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        BarSeries known = await source.ReadAsync(instrument, deskTime, 1, cancellationToken);
        return known.Bars.Count == 0 ? null : new(known.Bars[^1].Close, known.Bars[^1].KnownAt);
    }
}
