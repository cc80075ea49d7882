using TradingBase.Execution;

namespace TradingBase.Composition.Options;

/// <summary>How the paper venue fills, and what it takes.</summary>
public sealed record PaperSection
{
    /// <summary>Largest share of a bar's volume that own orders get together; above 0, at most 1.</summary>
    /// <value>The default is 0.025.</value>
    public decimal Participation { get; init; } = 0.025m;

    /// <summary>How long a good-till-canceled order works, days; 1 to 90.</summary>
    /// <value>The default is 90.</value>
    public int GoodTilCanceledDays { get; init; } = 90;

    /// <summary>How long before the open an order for its price must be there, minutes; 0 to 720.</summary>
    /// <value>The default is 2.</value>
    public decimal OpenCutoffMinutes { get; init; } = 2m;

    /// <summary>How long before the close an order for its price must be there, minutes; 0 to 720.</summary>
    /// <value>The default is 15.5.</value>
    public decimal CloseCutoffMinutes { get; init; } = 15.5m;

    /// <summary>Probability that a limit is filled by a mere touch; 0 to 1.</summary>
    /// <value>The default is 0: a touch does not fill.</value>
    public double TouchFillProbability { get; init; }

    /// <summary>Probability that a taking fill slips by one tick more; 0 to 1.</summary>
    /// <value>The default is 0.</value>
    public double TickSlipProbability { get; init; }

    /// <summary>Costs by market, in the place of the catalogue's.</summary>
    /// <value>The default, an empty list, leaves the catalogue's.</value>
    public IReadOnlyList<PaperCosts> Costs { get; init; } = [];

    /// <summary>Dated fee tables, beside those that are built in.</summary>
    /// <value>The default, an empty list, adds none.</value>
    public IReadOnlyList<FeeTable> Fees { get; init; } = [];

    /// <summary>Writes the section as the venue knows it.</summary>
    internal PaperMatchingOptions ToMatching() => new()
    {
        Participation = new(Participation),
        LongestLife = TimeSpan.FromDays(GoodTilCanceledDays),
        OpenCutoff = TimeSpan.FromMinutes((double)OpenCutoffMinutes),
        CloseCutoff = TimeSpan.FromMinutes((double)CloseCutoffMinutes),
        Chances = new(TouchFillProbability, TickSlipProbability),
        Costs = Costs.ToDictionary(costs => costs.Name, StringComparer.Ordinal),
        Fees = new(Fees),
    };
}
