using TradingBase.Adapters.Compute;
using TradingBase.Composition.Options;

namespace TradingBase.Composition;

/// <summary>What a schema cannot say of endpoints: who needs an address, and how keys travel.</summary>
internal static class ComputeRules
{
    /// <summary>Finds every mistake; unknown kinds and names that come again are found elsewhere.</summary>
    internal static IEnumerable<ConfigurationMistake> FindMistakes(
        TradingBaseOptions options, RosterNames known)
    {
        string inProcess = HeuristicProvider.InProcess().Provider;
        foreach ((int index, EndpointSection endpoint) in options.Compute.Endpoints.Index())
        {
            string path = $"$.compute.endpoints[{index}]";
            if (endpoint.BaseUrl is null && endpoint.Provider != inProcess
                && known.Providers.ContainsKey(endpoint.Provider))
            {
                yield return new(
                    $"{path}.baseUrl", "nothing",
                    $"an http or https address, since {path}.provider is {endpoint.Provider},");
            }

            if (endpoint is { ApiKeyVariable: not null, BaseUrl: { } address }
                && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            {
                yield return new(
                    $"{path}.baseUrl", $"\"{address.GetLeftPart(UriPartial.Authority)}\"",
                    $"https, or this machine, since {path}.apiKeyVariable sends a key there,");
            }
        }
    }

    /// <summary>Finds the variables that are named and not set, when a desk is about to start.</summary>
    /// <param name="options">They have no other mistakes.</param>
    /// <param name="readVariable">Gives an environment variable's value, or null.</param>
    internal static IEnumerable<ConfigurationMistake> FindUnset(
        TradingBaseOptions options, Func<string, string?> readVariable) =>
        from endpoint in options.Compute.Endpoints.Index()
        let variable = endpoint.Item.ApiKeyVariable
        where variable is not null && string.IsNullOrEmpty(readVariable(variable))
        select new ConfigurationMistake(
            $"$.compute.endpoints[{endpoint.Index}].apiKeyVariable",
            $"the variable {variable}, which is not set", "a variable that holds the key");
}
