namespace TradingBase.Markets;

/// <summary>A market was named that this desk does not look at.</summary>
/// <param name="market">What was named.</param>
/// <param name="known">The markets that the desk looks at, in ordinal order.</param>
public sealed class UnknownMarketException(string market, IReadOnlyList<string> known)
    : TradingBaseException($"No market is called '{market}'; known are: {string.Join(", ", known)}.")
{
    /// <summary>What was named.</summary>
    public string Market { get; } = market;

    /// <summary>The markets that the desk looks at, in ordinal order.</summary>
    public IReadOnlyList<string> Known { get; } = known;
}
