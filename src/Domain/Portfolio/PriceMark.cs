namespace TradingBase.Portfolio;

/// <summary>The newest price known of an instrument.</summary>
/// <param name="Price">Quote currency per unit.</param>
/// <param name="KnownAt">When it became known, UTC.</param>
public readonly record struct PriceMark(decimal Price, DateTimeOffset KnownAt);
