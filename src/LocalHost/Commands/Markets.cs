using TradingBase.Composition;

namespace TradingBase.LocalHost.Commands;

/// <summary>Chooses markets from what the command line names.</summary>
internal static class Markets
{
    /// <summary>Checks the names.</summary>
    /// <param name="options">Its markets are taken when none is named.</param>
    /// <param name="named">What the command line names.</param>
    /// <returns>Names, ordered, none twice.</returns>
    /// <exception cref="UsageException">A name is not in the catalogue.</exception>
    internal static string[] Choose(TradingBaseOptions options, string[] named)
    {
        IReadOnlyCollection<string> known = RosterNames.Known.Markets.Keys.ToArray();
        string[] wanted = named.Length > 0 ? named
            : options.Markets.Count > 0 ? [.. options.Markets.Select(market => market.Name)]
            : [.. known];
        string? stranger = wanted.FirstOrDefault(name => !known.Contains(name));
        return stranger is null
            ? [.. wanted.Distinct().Order(StringComparer.Ordinal)]
            : throw new UsageException(
                $"--markets: there is no market '{stranger}'; known are {string.Join(", ", known.Order())}.");
    }
}
