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
    /// <summary>Values the book with prices known at a moment: the newest of bars and own fills.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// Cash, positions and marks; peak and day start are the desk's, at least the present equity.
    /// </returns>
    public async Task<PortfolioState> ReadAsync(DateTimeOffset deskTime, CancellationToken cancellationToken)
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

        return new PortfolioBuilder(options.BaseCurrency).Build(
            deskTime, owned.Cash, owned.Positions, marks, state?.PeakEquity, state?.DayStartEquity);
    }

    // An own fill is a price too: where it is newer than any close known, the builder takes it.
    private async Task<PriceMark?> FindMarkAsync(
        Position position, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        Instrument instrument = catalog.Find(position.Instrument.Market)
            .Describe(position.Instrument.Symbol, tradable: true);
        BarSeries known = await source.ReadAsync(instrument, deskTime, 1, cancellationToken);
        return known.Bars.Count == 0 ? null : new(known.Bars[^1].Close, known.Bars[^1].KnownAt);
    }
}
