namespace TradingBase.Compute;

/// <summary>How long an answer will be.</summary>
/// <param name="Expected">Mean, cut off at what it may be, tokens; 0 to the bound.</param>
/// <param name="Upper">What nine in ten answers stay below, tokens; at most the bound.</param>
/// <param name="Length">Tokens, as if there were no bound.</param>
public readonly record struct OutputEstimate(double Expected, int Upper, LogNormal Length);
