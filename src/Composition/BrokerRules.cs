using TradingBase.Composition.Options;
using TradingBase.Execution;

namespace TradingBase.Composition;

/// <summary>
/// What a schema cannot say of brokers: who needs keys, and that each market has one broker.
/// </summary>
internal static class BrokerRules
{
    /// <summary>Finds every mistake; unknown kinds and markets are found elsewhere.</summary>
    internal static IEnumerable<ConfigurationMistake> FindMistakes(TradingBaseOptions options)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach ((int index, BrokerSection broker) in options.Brokers.Index())
        {
            string path = $"$.brokers[{index}]";
            if (broker.Kind is not Fill.PaperVenue)
            {
                foreach (ConfigurationMistake mistake in Needs(options, broker, path))
                {
                    yield return mistake;
                }
            }

            foreach ((int place, string market) in broker.Markets.Index())
            {
                if (!taken.Add(market))
                {
                    yield return new($"{path}.markets[{place}]", $"\"{market}\" again", "each market once");
                }
            }
        }
    }

    /// <summary>Finds the variables that are named and not set, when a desk is about to start.</summary>
    /// <param name="options">They have no other mistakes.</param>
    /// <param name="readVariable">Gives an environment variable's value, or null.</param>
    internal static IEnumerable<ConfigurationMistake> FindUnset(
        TradingBaseOptions options, Func<string, string?> readVariable) =>
        from broker in options.Brokers.Index()
        from variable in new[]
        {
            (Name: "keyVariable", Value: broker.Item.KeyVariable),
            (Name: "secretVariable", Value: broker.Item.SecretVariable),
            (Name: "passphraseVariable", Value: broker.Item.PassphraseVariable),
        }
        where variable.Value is not null && string.IsNullOrEmpty(readVariable(variable.Value))
        select new ConfigurationMistake(
            $"$.brokers[{broker.Index}].{variable.Name}",
            $"the variable {variable.Value}, which is not set", "a variable that holds the credential");

    // A live desk trades a list that somebody wrote down, not whatever the data happen to hold.
    private static IEnumerable<ConfigurationMistake> Needs(
        TradingBaseOptions options, BrokerSection broker, string path)
    {
        string because = $"since {path}.kind is {broker.Kind}";
        if (broker.KeyVariable is null)
        {
            yield return new($"{path}.keyVariable", "nothing", $"the name of a variable, {because},");
        }

        if (broker.SecretVariable is null)
        {
            yield return new($"{path}.secretVariable", "nothing", $"the name of a variable, {because},");
        }

        if (broker.BaseUrl is { } address && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            yield return new(
                $"{path}.baseUrl", $"\"{address.GetLeftPart(UriPartial.Authority)}\"",
                "https, or this machine,");
        }

        if (broker.Markets.Count == 0)
        {
            yield return new($"{path}.markets", "an empty list", $"at least one market, {because},");
        }

        foreach (string market in broker.Markets)
        {
            if (!options.Markets.Any(known => known.Name == market && known.Instruments.Count > 0))
            {
                yield return new(
                    "$.markets", $"no instruments of \"{market}\"",
                    $"the market with its instruments, {because},");
            }
        }
    }
}
