namespace TradingBase.Composition.Options;

/// <summary>Where inference may be bought.</summary>
public sealed record ComputeSection
{
    /// <summary>The endpoints, at least one; names differ.</summary>
    /// <value>The default is the heuristic in this process, which costs nothing.</value>
    public IReadOnlyList<EndpointSection> Endpoints { get; init; } =
        [new() { Name = "in-process-heuristic", MaxConcurrency = 64 }];

    /// <summary>
    /// Budgets by day; accounts differ. Exits and risk are never held back by one, and count all the same.
    /// </summary>
    /// <value>The default is 10 US dollars a day for the desk.</value>
    public IReadOnlyList<BudgetSection> Budgets { get; init; } = [new()];
}
