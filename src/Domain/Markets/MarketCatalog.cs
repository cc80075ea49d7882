namespace TradingBase.Markets;

/// <summary>The markets that this desk knows, by name.</summary>
/// <param name="markets">The catalogue's markets; names differ.</param>
public sealed class MarketCatalog(IEnumerable<Market> markets)
{
    private readonly SortedDictionary<string, Market> _markets =
        new(markets.ToDictionary(market => market.Name), StringComparer.Ordinal);

    /// <summary>All markets, ordered by name.</summary>
    public IReadOnlyCollection<Market> All => _markets.Values;

    /// <summary>Finds a market.</summary>
    /// <param name="name">Such as <c>us-equities</c>.</param>
    /// <exception cref="UnknownMarketException">The catalogue has no such market.</exception>
    public Market Find(string name) =>
        _markets.TryGetValue(name, out Market? market) ? market : throw new UnknownMarketException(
            name, _markets.Keys);
}
