using TradingBase.Compute;

namespace TradingBase.Composition.Options;

/// <summary>A provider's model at a place.</summary>
public sealed record EndpointSection
{
    /// <summary>Name in records; required, and no other endpoint's.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind of provider in the roster.</summary>
    /// <value>The default is <c>heuristic</c>, which answers in this process.</value>
    public string Provider { get; init; } = "heuristic";

    /// <summary>Where it listens: an absolute http or https address.</summary>
    /// <value>The default, null, is in this process.</value>
    public Uri? BaseUrl { get; init; }

    /// <summary>Which model to ask for.</summary>
    /// <value>The default is <c>heuristic-1</c>, the heuristic's own.</value>
    public string Model { get; init; } = "heuristic-1";

    /// <summary>Name of the environment variable that holds its key; never the key itself.</summary>
    /// <value>The default, null, sends no key.</value>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Price of what is read, US dollars per million tokens; zero or more.</summary>
    /// <value>The default is 0.</value>
    public decimal UsdPerMillionInputTokens { get; init; }

    /// <summary>
    /// Price of what the provider had kept from an earlier call, US dollars per million tokens; zero or more.
    /// </summary>
    /// <value>The default, null, is the price of any input.</value>
    public decimal? UsdPerMillionCachedInputTokens { get; init; }

    /// <summary>Price of what is written, US dollars per million tokens; zero or more.</summary>
    /// <value>The default is 0.</value>
    public decimal UsdPerMillionOutputTokens { get; init; }

    /// <summary>Requests that it takes at once; 1 to 10,000.</summary>
    /// <value>The default is 16.</value>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>What kind of capacity stands behind it.</summary>
    /// <value>The default is an account at a provider.</value>
    public EndpointPlace Place { get; init; }

    /// <summary>What fails together: the provider's region, the rack, the line.</summary>
    /// <value>The default, null, is the endpoint by itself.</value>
    public string? FailureDomain { get; init; }

    /// <summary>What it takes, by its provider's own page.</summary>
    /// <value>The default is no limit but <see cref="MaxConcurrency"/>.</value>
    public EndpointLimits Limits { get; init; } = EndpointLimits.None;

    /// <summary>Where a vLLM server tells its load: an absolute http or https address.</summary>
    /// <value>The default, null, is nowhere.</value>
    public Uri? MetricsUrl { get; init; }

    /// <summary>Writes the section as the domain knows it.</summary>
    internal Endpoint ToEndpoint()
    {
        Endpoint plain = new(
            Name, Provider, Model, BaseUrl, ApiKeyVariable,
            UsdPerMillionInputTokens, UsdPerMillionOutputTokens, MaxConcurrency)
        {
            Place = Place,
            Limits = Limits,
            MetricsAddress = MetricsUrl,
        };
        return plain with
        {
            FailureDomain = FailureDomain ?? plain.FailureDomain,
            UsdPerMillionCachedInputTokens =
                UsdPerMillionCachedInputTokens ?? plain.UsdPerMillionCachedInputTokens,
        };
    }
}
