namespace TradingBase.Markets;

/// <summary>Somebody asked for a market that the catalogue does not have.</summary>
/// <param name="market">What was asked for.</param>
/// <param name="known">What there is.</param>
public sealed class UnknownMarketException(string market, IEnumerable<string> known)
    : TradingBaseException($"There is no market '{market}'; known are {string.Join(", ", known)}.")
{
    /// <summary>What was asked for.</summary>
    public string Market { get; } = market;
}
