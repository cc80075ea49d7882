namespace TradingBase.Markets;

/// <summary>What a price did in one interval, half-open: [Start, Start + step).</summary>
/// <param name="Start">Start of the interval, UTC; a daily bar carries its session date at midnight.</param>
/// <param name="KnownAt">The earliest moment a decision may use the bar, UTC.</param>
/// <param name="Open">
/// First price, quote currency per unit; may be negative where the market allows it.
/// </param>
/// <param name="High">Highest price; at least open and close.</param>
/// <param name="Low">Lowest price; at most open and close.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Units traded; 0 means not reported.</param>
public readonly record struct Bar(
    DateTimeOffset Start, DateTimeOffset KnownAt,
    decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);
