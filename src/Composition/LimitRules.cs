using TradingBase.Composition.Schema;
using TradingBase.Risk;

namespace TradingBase.Composition;

/// <summary>Finds names in the layers of limits that bind nobody: such a limit would not be kept.</summary>
/// <remarks>
/// Only what is certainly wrong: outside strategies send orders under names of their own choice, and a folder
/// of data may hold any symbol.
/// </remarks>
internal static class LimitRules
{
    /// <summary>Finds every mistake.</summary>
    internal static IEnumerable<ConfigurationMistake> FindMistakes(
        TradingBaseOptions options, RosterNames known) =>
    [
        .. OptionsRules.Unknown(
            "$.risk.instruments", MarketsOf(options.Risk.Instruments.Keys), known.Markets),
        .. Lists(options.Risk).SelectMany(list => OptionsRules.Unknown(
            list.Path, MarketsOf(list.Instruments), known.Markets)),
        .. Spelled(options.Risk, known),
        .. Unlisted(options),
    ];

    private static IEnumerable<string> MarketsOf(IEnumerable<InstrumentId> instruments) =>
        instruments.Select(instrument => instrument.Market).Distinct();

    private static IEnumerable<(string Path, IReadOnlyList<InstrumentId> Instruments)> Lists(
        RiskLimits risk) =>
    [
        ("$.risk.restricted", risk.Restricted),
        ("$.risk.allowed", risk.Allowed ?? []),
        .. risk.Markets.SelectMany(layer => Lists($"$.risk.markets.{layer.Key}", layer.Value)),
        .. risk.Strategies.SelectMany(layer => Lists($"$.risk.strategies.{layer.Key}", layer.Value)),
    ];

    private static IEnumerable<(string Path, IReadOnlyList<InstrumentId> Instruments)> Lists(
        string path, LimitLayer layer) =>
        [($"{path}.restricted", layer.Restricted ?? []), ($"{path}.allowed", layer.Allowed ?? [])];

    // The strategies of this house have one spelling each; another is nobody's.
    private static IEnumerable<ConfigurationMistake> Spelled(RiskLimits risk, RosterNames known) =>
        from name in risk.Strategies.Keys
        let meant = known.Strategies.Keys.FirstOrDefault(
            one => one.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
        where meant is not null && meant != name
        select new ConfigurationMistake(
            "$.risk.strategies", $"\"{SchemaWords.Shorten(name)}\"", $"\"{meant}\"");

    // A market whose instruments are named has no others.
    private static IEnumerable<ConfigurationMistake> Unlisted(TradingBaseOptions options) =>
        from market in options.Markets
        where market.Instruments.Count > 0
        from instrument in options.Risk.Instruments.Keys
        where instrument.Market == market.Name && !market.Instruments.Contains(instrument.Symbol)
        select new ConfigurationMistake(
            "$.risk.instruments", $"\"{SchemaWords.Shorten(instrument.ToString())}\"",
            "a symbol of that market in $.markets: " + SchemaWords.OneOf(market.Instruments));
}
