namespace TradingBase.Compute;

/// <summary>
/// What is believed of an endpoint's pace before it is known, and how soon that is given up.
/// </summary>
public sealed record LatencyBookOptions
{
    /// <summary>
    /// Time to the first token of a short question at an unknown endpoint; greater than zero.
    /// </summary>
    /// <value>0.8 seconds.</value>
    public TimeSpan FirstToken { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(0.8);

    /// <summary>Tokens an unknown endpoint reads a second; greater than zero.</summary>
    /// <value>5,000.</value>
    public double PrefillTokensPerSecond { get; init => field = Check.Within(value, 1, 1e7); } = 5_000;

    /// <summary>Time per output token of an unknown endpoint; greater than zero.</summary>
    /// <value>20 milliseconds.</value>
    public TimeSpan OutputToken { get; init => field = Check.Positive(value); } =
        TimeSpan.FromMilliseconds(20);

    /// <summary>Standard deviation of the logarithm of both; 0.01 to 3.</summary>
    /// <value>0.6: one in ten is more than twice the median.</value>
    public double Spread { get; init => field = Check.Within(value, 0.01, 3); } = 0.6;

    /// <summary>How many measurements this belief is worth; above zero, at most 1,000.</summary>
    /// <value>2.</value>
    public double Weight { get; init => field = Check.Within(value, 0.01, 1_000); } = 2;

    /// <summary>After how long a measurement counts half; greater than zero.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan HalfLife { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(10);

    /// <summary>How long the newest measurements can tell of a brown-out; greater than zero.</summary>
    /// <value>1 minute.</value>
    public TimeSpan RecentFor { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(1);

    /// <summary>How many times the usual median the recent one has to be for a brown-out to begin.</summary>
    /// <value>2; greater than <see cref="SlowUntil"/>.</value>
    public double SlowFrom { get; init => field = Check.Within(value, 1.05, 100); } = 2;

    /// <summary>At how many times the usual median a brown-out is over; 1 to 100.</summary>
    /// <value>1.3.</value>
    public double SlowUntil { get; init => field = Check.Within(value, 1, 100); } = 1.3;
}
