namespace TradingBase.Compute;

/// <summary>When what fails is left alone, for how long, and how it comes back.</summary>
public sealed record BreakerOptions
{
    /// <summary>Failures in a row that open an endpoint's breaker; 1 to 1,000.</summary>
    /// <value>2.</value>
    public int FailuresToOpen { get; init => field = (int)Check.Within(value, 1, 1_000); } = 2;

    /// <summary>
    /// How long a failure counts, and within what time two endpoints have to fail to open their domain's;
    /// greater than zero.
    /// </summary>
    /// <value>10 seconds.</value>
    public TimeSpan FailureWindow { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>How long it stays open the first time; doubles with each return that fails.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan OpenFor { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(2);

    /// <summary>Up to how long it stays open of its own; not below <see cref="OpenFor"/>.</summary>
    /// <value>1 minute.</value>
    public TimeSpan OpenForAtMost { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(1);

    /// <summary>How long it stays open when what was paid for is used up and nothing else is said.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan OpenForQuota { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait that an endpoint may ask for; what it asks beyond is cut off.</summary>
    /// <value>1 day.</value>
    public TimeSpan RetryAfterAtMost { get; init => field = Check.Positive(value); } = TimeSpan.FromDays(1);

    /// <summary>
    /// Shares of what would go there, stage by stage, as it comes back; each above 0, below 1, none empty.
    /// </summary>
    /// <value>1, 5 and 25 percent.</value>
    public IReadOnlyList<double> Shares { get; init => field = Checked(value); } = [0.01, 0.05, 0.25];

    /// <summary>How long a stage lasts at least; it ends with an answer in it.</summary>
    /// <value>2.5 seconds: back whole after 7.5.</value>
    public TimeSpan StageFor { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(2.5);

    /// <summary>After how long without an attempt one is let through whatever the share.</summary>
    /// <value>5 seconds: a hundredth of little traffic would never come.</value>
    public TimeSpan AttemptEvery { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(5);

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfZero(shares.Count, nameof(Shares));
        foreach (double share in shares)
        {
            Check.Within(share, 0.000_01, 0.999_99, nameof(Shares));
        }

        return [.. shares];
    }
}
