namespace TradingBase.Composition.Options;

/// <summary>How insights become target weights.</summary>
public sealed record StrategySection
{
    /// <summary>Name of the strategy in the roster.</summary>
    /// <value>The default is <c>conviction-weighted</c>.</value>
    public string Name { get; init; } = "conviction-weighted";
}
