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
}
