using TradingBase.Execution;

namespace TradingBase.Adapters.Brokers;

/// <summary>How the paper venue fills.</summary>
public sealed record PaperBrokerOptions
{
    /// <summary>Largest share of a bar's volume that own orders get together; above 0, at most 1.</summary>
    /// <value>The default is 2.5 %.</value>
    public Ratio Participation { get; init; } = Ratio.FromPercent(2.5m);

    internal PaperMatchingOptions ToMatching() => new() { Participation = Participation };
}
