using TradingBase.Strategy;

namespace TradingBase.Composition.Options;

/// <summary>How insights become target weights.</summary>
public sealed record StrategySection
{
    /// <summary>Name of the strategy in the roster.</summary>
    /// <value>The default is <c>conviction-weighted</c>.</value>
    public string Name { get; init; } = "conviction-weighted";

    /// <summary>Options of <c>conviction-weighted</c>.</summary>
    public ConvictionWeightedOptions ConvictionWeighted { get; init; } = new();

    /// <summary>Changes of less than this share of equity are not traded, exits excepted; 0 to 0.1.</summary>
    /// <value>The default is 0.005.</value>
    public double NoTradeBand { get; init; } = 0.005;
}
