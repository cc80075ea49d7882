namespace TradingBase.Compute;

/// <summary>Why the router chooses as it does.</summary>
/// <param name="Row">The choice, or <see cref="RouteKernel.None"/>.</param>
/// <param name="Options">Every endpoint, by row.</param>
public sealed record RouteExplanation(int Row, IReadOnlyList<RouteOption> Options);
