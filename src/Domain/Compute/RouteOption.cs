namespace TradingBase.Compute;

/// <summary>What the router weighed of one endpoint for one request.</summary>
/// <param name="Row">Which endpoint.</param>
/// <param name="Obstacle">Why it cannot answer; none when it can.</param>
/// <param name="TokenUsd">The tokens at its prices, what is cached at its discount, US dollars.</param>
/// <param name="Seconds">How long the answer takes in the mean.</param>
/// <param name="MissProbability">Chance that no answer comes before the deadline; 0 to 1.</param>
/// <param name="MissUsd">That chance times what a miss costs, US dollars.</param>
/// <param name="ShadowUsd">What the capacity would be worth to others, US dollars.</param>
/// <param name="ExpectedUsd">All three together: the least that can answer is chosen.</param>
public sealed record RouteOption(
    int Row, RouteObstacle Obstacle, double TokenUsd, double Seconds, double MissProbability, double MissUsd,
    double ShadowUsd, double ExpectedUsd)
{
    /// <summary>Whether it could answer.</summary>
    public bool Able => Obstacle is RouteObstacle.None;
}
