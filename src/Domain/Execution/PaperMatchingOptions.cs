namespace TradingBase.Execution;

/// <summary>The rules of the paper venue.</summary>
public sealed record PaperMatchingOptions
{
    /// <summary>Largest share of a bar's volume that own orders get together; above 0, at most 1.</summary>
    /// <value>The default is 2.5 %.</value>
    public Ratio Participation { get; init; } = Ratio.FromPercent(2.5m);

    /// <summary>How long a good-till-canceled order works; above zero, at most 90 days.</summary>
    /// <value>The default is 90 days, as Alpaca has it.</value>
    public TimeSpan LongestLife { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long before the open an order for its price must be there; zero or more.</summary>
    /// <value>The default is two minutes, as New York's exchanges have it.</value>
    public TimeSpan OpenCutoff { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long before the close an order for its price must be there; zero or more.</summary>
    /// <value>The default is fifteen and a half minutes, as LEAN has it.</value>
    public TimeSpan CloseCutoff { get; init; } = TimeSpan.FromMinutes(15.5);

    /// <summary>What is left to chance.</summary>
    /// <value>The default is nothing.</value>
    public FillChances Chances { get; init; }

    /// <summary>Costs by market; a market that is not named has the catalogue's.</summary>
    public IReadOnlyDictionary<string, PaperCosts> Costs { get; init; } =
        new Dictionary<string, PaperCosts>();

    /// <summary>The dated fee tables.</summary>
    public FeeBook Fees { get; init; } = new([]);
}
