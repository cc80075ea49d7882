namespace TradingBase.Markets;

/// <summary>The markets that this desk looks at, found by name.</summary>
/// <param name="covered">Each market once.</param>
/// <exception cref="ArgumentException">A market's name is there twice.</exception>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class MarketCatalog(IEnumerable<CoveredMarket> covered)
{
    private readonly SortedDictionary<string, CoveredMarket> _byName =
        new(covered.ToDictionary(entry => entry.Market.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>All of them, ordered by name.</summary>
    public IReadOnlyCollection<CoveredMarket> Covered => _byName.Values;

    /// <summary>Their names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>Whether the desk looks at a market of this name.</summary>
    public bool Knows(string name) => _byName.ContainsKey(name);

    /// <summary>Finds a market.</summary>
    /// <param name="name">Such as <c>us-equities</c>.</param>
    /// <returns>The market, with how the desk looks at it.</returns>
    /// <exception cref="UnknownMarketException">The desk looks at no such market.</exception>
    public CoveredMarket Find(string name) =>
        _byName.TryGetValue(name, out CoveredMarket? found)
            ? found
            : throw new UnknownMarketException(name, [.. _byName.Keys]);
}
