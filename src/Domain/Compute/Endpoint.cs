namespace TradingBase.Compute;

/// <summary>A provider's model at a place.</summary>
/// <param name="Name">Name in configuration and records; unique.</param>
/// <param name="Provider">Kind of provider that speaks its protocol, such as <c>heuristic</c>.</param>
/// <param name="Model">Which model to ask for.</param>
/// <param name="BaseAddress">Where it listens, or null in process.</param>
/// <param name="ApiKeyVariable">Environment variable that holds its key, or null.</param>
/// <param name="UsdPerMillionInputTokens">Price, US dollars; zero or more.</param>
/// <param name="UsdPerMillionOutputTokens">Price, US dollars; zero or more.</param>
/// <param name="MaxConcurrency">Requests it takes at once; greater than zero.</param>
public sealed record Endpoint(
    string Name, string Provider, string Model, Uri? BaseAddress, string? ApiKeyVariable,
    decimal UsdPerMillionInputTokens, decimal UsdPerMillionOutputTokens, int MaxConcurrency)
{
    /// <summary>Whether it answers in this process, without a model: the last resort.</summary>
    public bool InProcess => BaseAddress is null;

    /// <summary>What kind of capacity stands behind it.</summary>
    public EndpointPlace Place { get; init; }

    /// <summary>What fails together: endpoints of one domain are held for one when a fault is its.</summary>
    /// <value>The default is the endpoint's own name.</value>
    public string FailureDomain { get; init; } = Name;

    /// <summary>Price of what the provider had kept from an earlier call, US dollars; zero or more.</summary>
    /// <value>The default is the price of any input.</value>
    public decimal UsdPerMillionCachedInputTokens { get; init; } = UsdPerMillionInputTokens;

    /// <summary>What it takes.</summary>
    public EndpointLimits Limits { get; init; } = EndpointLimits.None;

    /// <summary>Where its load is told in Prometheus's text form, or null.</summary>
    public Uri? MetricsAddress { get; init; }

    /// <summary>What tokens cost here.</summary>
    /// <returns>US dollars, unrounded.</returns>
    public decimal PriceOf(InferenceUsage usage) =>
        (((usage.InputTokens - usage.CachedInputTokens) * UsdPerMillionInputTokens)
            + (usage.CachedInputTokens * UsdPerMillionCachedInputTokens)
            + (usage.OutputTokens * UsdPerMillionOutputTokens)) / 1_000_000m;
}
