using TradingBase.Analysis;
using TradingBase.Markets;

namespace TradingBase.Strategy;

/// <summary>What a strategy knows of one instrument beside the portfolio.</summary>
/// <param name="Instrument">Which one.</param>
/// <param name="Insight">What the debate said.</param>
/// <param name="ReferencePrice">Newest close known, quote currency.</param>
/// <param name="ReferenceKnownAt">When it became known, UTC.</param>
/// <param name="Volatility">
/// Annualised standard deviation of log or simple returns, or null when unknown.
/// </param>
/// <param name="LastVolume">Units traded in the newest bar; 0 means not reported.</param>
/// <param name="AverageDailyVolume">Mean units a day over the newest 20 bars; 0 means not reported.</param>
/// <param name="MarketOpen">Whether the market trades at the desk time.</param>
public sealed record InstrumentOutlook(
    Instrument Instrument, Insight Insight, decimal ReferencePrice, DateTimeOffset ReferenceKnownAt,
    double? Volatility, decimal LastVolume, decimal AverageDailyVolume, bool MarketOpen);
