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

    /// <summary>Price of what is written, US dollars per million tokens; zero or more.</summary>
    /// <value>The default is 0.</value>
    public decimal UsdPerMillionOutputTokens { get; init; }

    /// <summary>Requests that it takes at once; 1 to 10,000.</summary>
    /// <value>The default is 16.</value>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Writes the section as the domain knows it.</summary>
    internal Endpoint ToEndpoint() => new(
        Name, Provider, Model, BaseUrl, ApiKeyVariable,
        UsdPerMillionInputTokens, UsdPerMillionOutputTokens, MaxConcurrency);
}
