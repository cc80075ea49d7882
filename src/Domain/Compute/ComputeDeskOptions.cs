namespace TradingBase.Compute;

/// <summary>How long a call waits for room before it is put off.</summary>
public sealed record ComputeDeskOptions
{
    /// <summary>
    /// How long a call holds for a place at a busy endpoint; zero or more, cut by its deadline.
    /// </summary>
    /// <value>5 seconds: longer waits belong to a durable timer, which costs nothing.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long to ask again when every able endpoint is only busy; greater than zero.
    /// </summary>
    /// <value>15 seconds.</value>
    public TimeSpan AskAgainAfter { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(15);
}
