namespace TradingBase.Markets;

/// <summary>Where bars come from: a folder, a vendor, a simulation.</summary>
/// <remarks>Thread-safe. Decisions use daily bars; other steps come with a later form of this port.</remarks>
public interface IMarketDataSource
{
    /// <summary>Kind of the source in configuration, such as <c>csv</c> or <c>simulated</c>.</summary>
    string Name { get; }

    /// <summary>Whether the bars are made, not recorded.</summary>
    bool Simulated { get; }

    /// <summary>Lists what the source has of a market, context series included, ordered by id.</summary>
    /// <exception cref="MarketDataException">The source is unreadable or inconsistent.</exception>
    Task<IReadOnlyList<Instrument>> ListAsync(Market market, CancellationToken cancellationToken);

    /// <summary>Reads the newest bars that were known at a moment.</summary>
    /// <param name="instrument">One of <see cref="ListAsync"/>.</param>
    /// <param name="knownAt">No bar that became known later is given, UTC.</param>
    /// <param name="atMost">How many bars; greater than zero.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Oldest first; empty when nothing was known.</returns>
    /// <exception cref="MarketDataException">The source is unreadable or inconsistent.</exception>
    Task<BarSeries> ReadAsync(
        Instrument instrument, DateTimeOffset knownAt, int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the bars that start strictly after a moment: what orders of that moment fill in.
    /// </summary>
    /// <param name="instrument">One of <see cref="ListAsync"/>.</param>
    /// <param name="after">Exclusive lower bound of the bars' starts, UTC.</param>
    /// <param name="knownAt">
    /// No bar that became known later is given: the present when live, <see cref="DateTimeOffset.MaxValue"/>
    /// when recorded data are replayed.
    /// </param>
    /// <param name="atMost">How many bars; greater than zero.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Oldest first; empty when there is none.</returns>
    /// <exception cref="MarketDataException">The source is unreadable or inconsistent.</exception>
    Task<IReadOnlyList<Bar>> ReadAfterAsync(
        Instrument instrument, DateTimeOffset after, DateTimeOffset knownAt, int atMost,
        CancellationToken cancellationToken);
}
