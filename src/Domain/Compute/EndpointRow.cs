namespace TradingBase.Compute;

/// <summary>What an endpoint charges and how well it answers, as the router weighs it.</summary>
public sealed record EndpointRow
{
    /// <summary>Price of input that is read anew, US dollars; 0 to a million.</summary>
    public decimal UsdPerMillionInputTokens { get; init => field = Price(value); }

    /// <summary>Price of input that it still holds from before, US dollars; 0 to a million.</summary>
    /// <value>The default, null, is the full price: no discount.</value>
    public decimal? UsdPerMillionCachedInputTokens
    {
        get;
        init => field = value is { } price ? Price(price) : null;
    }

    /// <summary>Price of output, US dollars; 0 to a million.</summary>
    public decimal UsdPerMillionOutputTokens { get; init => field = Price(value); }

    /// <summary>
    /// Price of any answer whatever its length, US dollars; 0 to a million. What an answer without a model is
    /// worth less stands here too: it makes that endpoint a last resort.
    /// </summary>
    public decimal UsdPerAnswer { get; init => field = Price(value); }

    /// <summary>Time to the first token, seconds.</summary>
    public LogNormal FirstToken { get; init => field = Sound(value); }

    /// <summary>Time for each token of output, seconds.</summary>
    public LogNormal OutputToken { get; init => field = Sound(value); }

    /// <summary>Chance that a call of its own fails; 0 to 1.</summary>
    public double FailureProbability { get; init => field = Check.Within(value, 0, 1); }

    /// <summary>Chance that its failure domain, such as a vendor's region, works; 0 to 1.</summary>
    /// <value>The default is 1.</value>
    public double DomainHealth { get; init => field = Check.Within(value, 0, 1); } = 1;

    /// <summary>What its scarce tokens would be worth to others, US dollars; 0 to a million.</summary>
    public double ShadowUsdPerMillionTokens { get; init => field = Check.Within(value, 0, 1e6); }

    /// <summary>What a second of one of its places would be worth to others, US dollars; 0 to 1000.</summary>
    public double ShadowUsdPerSecond { get; init => field = Check.Within(value, 0, 1e3); }

    /// <summary>Before when it is not asked, UTC; null when open.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    private static decimal Price(decimal usd) => usd is >= 0 and <= 1_000_000
        ? usd
        : throw new ArgumentOutOfRangeException(
            nameof(usd), usd, "A price from 0 to 1,000,000 US dollars was expected.");

    // Medians from a microsecond to two days, a standard deviation of at most a factor of 20: beyond,
    // products would overflow.
    private static LogNormal Sound(LogNormal time) =>
        new(Check.Within(time.Mu, -14, 12), Check.Within(time.Sigma, 0, 3));
}
