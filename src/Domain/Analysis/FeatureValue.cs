namespace TradingBase.Analysis;

/// <summary>One computed number that a view rests on.</summary>
/// <param name="Feature">Its name in the feature table, such as <c>sma50Distance</c>.</param>
/// <param name="Value">Its value, finite; the table says the unit.</param>
public readonly record struct FeatureValue(string Feature, double Value);
