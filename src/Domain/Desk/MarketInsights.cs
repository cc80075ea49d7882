using TradingBase.Analysis;

namespace TradingBase.Desk;

/// <summary>What the debate made of one market, as it is kept.</summary>
/// <param name="Market">Which market.</param>
/// <param name="SnapshotId">What was known.</param>
/// <param name="Insights">One per instrument, ordered by instrument.</param>
public sealed record MarketInsights(string Market, string SnapshotId, IReadOnlyList<Insight> Insights)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "market-insights";
}
