namespace TradingBase.Strategy;

/// <summary>Which orders are worked in slices, and how; read from configuration.</summary>
public sealed record ExecutionOptions
{
    /// <summary>How large orders are worked.</summary>
    /// <value>The default, none, sends every order at once.</value>
    public ExecutionAlgorithm Algorithm { get; init; }

    /// <summary>In how many parts; 2 to 100.</summary>
    /// <value>The default is 10.</value>
    public int Slices { get; init; } = 10;

    /// <summary>Over how long, minutes; 1 to 1,440.</summary>
    /// <value>The default is 60.</value>
    public int Minutes { get; init; } = 60;

    /// <summary>Share of the traded volume, for participation; above 0, at most 1.</summary>
    /// <value>The default is 0.05.</value>
    public decimal Share { get; init; } = 0.05m;

    /// <summary>Worth above which an order is worked, base currency; zero or more.</summary>
    /// <value>The default is 50,000.</value>
    public decimal FromNotional { get; init; } = 50_000m;
}
