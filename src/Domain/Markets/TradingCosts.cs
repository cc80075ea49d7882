namespace TradingBase.Markets;

/// <summary>What a fill costs beside its price; a dated table in configuration may replace it.</summary>
/// <param name="Schedule">
/// Name of the fee formula, such as <c>ib-us-equity</c>; see the fee model in Execution.
/// </param>
/// <param name="TakerBps">Proportional fee of a taking fill, basis points of its value; zero or more.</param>
/// <param name="SlippageBps">
/// Price concession where volume is not reported, basis points; zero or more.
/// </param>
public sealed record TradingCosts(string Schedule, decimal TakerBps, decimal SlippageBps);
