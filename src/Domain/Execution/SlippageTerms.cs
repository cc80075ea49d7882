namespace TradingBase.Execution;

/// <summary>How the slippage of one fill is counted.</summary>
/// <param name="Kind">By which model.</param>
/// <param name="Bps">The constant, basis points of the price; zero or more.</param>
/// <param name="FreeWithoutVolume">Whether no volume means none was needed: FX, coins and contracts.</param>
/// <param name="Impact">Of the instrument on that day, where it is the model.</param>
public sealed record SlippageTerms(
    SlippageKind Kind, decimal Bps, bool FreeWithoutVolume = false, MarketImpact Impact = default);
