namespace TradingBase.Markets;

/// <summary>A market that the desk looks at, and how.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Symbols">Bare symbols that the desk keeps to, in ordinal order; empty means all that the data hold.</param>
/// <param name="Cadence">How often a live desk reviews it; greater than zero.</param>
public sealed record CoveredMarket(Market Market, IReadOnlyList<string> Symbols, TimeSpan Cadence)
{
    /// <summary>How often a live desk reviews it.</summary>
    public TimeSpan Cadence { get; } = Check.Positive(Cadence);

    /// <summary>Whether the desk looks at a symbol of this market.</summary>
    /// <param name="symbol">Bare symbol.</param>
    public bool Covers(string symbol) => Symbols.Count == 0 || Symbols.Contains(symbol, StringComparer.Ordinal);
}
