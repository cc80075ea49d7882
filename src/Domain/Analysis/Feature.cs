namespace TradingBase.Analysis;

/// <summary>One kind of number that a view may rest on; <c>FEATURES.md</c> lists them all.</summary>
/// <param name="Name">Its name, in camel case.</param>
/// <param name="Bars">How many bars must be known; greater than zero.</param>
/// <param name="Compute">
/// Computes it from at least so many bars; not a number where it has no meaning.
/// </param>
public sealed record Feature(string Name, int Bars, Func<PriceHistory, double> Compute);
