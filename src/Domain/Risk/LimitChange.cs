namespace TradingBase.Risk;

/// <summary>One property in which two sets of limits differ.</summary>
/// <param name="Path">Such as <c>maxDrawdown</c> or <c>markets.fx.maxOrderNotional</c>.</param>
/// <param name="From">Its value in the first, canonical JSON; null where it is not named.</param>
/// <param name="To">Its value in the second.</param>
public sealed record LimitChange(string Path, string? From, string? To)
{
    /// <summary>Writes it for people.</summary>
    public override string ToString() => $"{Path}: {From ?? "nothing"} -> {To ?? "nothing"}";
}
