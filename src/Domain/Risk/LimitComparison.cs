using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Risk;

/// <summary>Compares sets of limits property by property, layers included.</summary>
/// <remarks>Pure. Works on the canonical form, so that a layer and the desk are compared alike.</remarks>
public static class LimitComparison
{
    private enum Direction
    {
        LeastWins,
        MostWins,
        BothMust,
        AllOfBoth,
        OnlyOfBoth,
        Layers,
    }

    private static readonly Dictionary<string, Direction> Directions = new(StringComparer.Ordinal)
    {
        ["maxOrderQuantity"] = Direction.LeastWins, ["maxOrderNotional"] = Direction.LeastWins,
        ["hardOrderNotional"] = Direction.LeastWins, ["maxVolumeShare"] = Direction.LeastWins,
        ["priceCollar"] = Direction.LeastWins, ["maxMissedSessions"] = Direction.LeastWins,
        ["decisionTimeToLive"] = Direction.LeastWins, ["approvalTimeToLive"] = Direction.LeastWins,
        ["maxConcentration"] = Direction.LeastWins, ["maxGrossExposure"] = Direction.LeastWins,
        ["maxNetExposure"] = Direction.LeastWins, ["maxMarketExposure"] = Direction.LeastWins,
        ["maxDailyLoss"] = Direction.LeastWins, ["maxDrawdown"] = Direction.LeastWins,
        ["maxOpenOrders"] = Direction.LeastWins, ["maxOpenPositions"] = Direction.LeastWins,
        ["maxOrdersInWindow"] = Direction.LeastWins, ["maxRepeats"] = Direction.LeastWins,
        ["maxRejections"] = Direction.LeastWins, ["approvalNotional"] = Direction.LeastWins,
        ["minOrderNotional"] = Direction.MostWins, ["buyingPowerBuffer"] = Direction.MostWins,
        ["shortMargin"] = Direction.MostWins, ["initialMargin"] = Direction.MostWins,
        ["duplicateWindow"] = Direction.MostWins, ["orderRateWindow"] = Direction.MostWins,
        ["repeatWindow"] = Direction.MostWins,
        ["mayTrade"] = Direction.BothMust, ["mayOpen"] = Direction.BothMust,
        ["restricted"] = Direction.AllOfBoth, ["allowed"] = Direction.OnlyOfBoth,
        ["approvedVersions"] = Direction.OnlyOfBoth, ["approvedConfigurations"] = Direction.OnlyOfBoth,
        ["markets"] = Direction.Layers, ["strategies"] = Direction.Layers, ["instruments"] = Direction.Layers,
    };

    /// <summary>Names of all properties that a comparison knows, in camel case.</summary>
    public static IReadOnlyCollection<string> Known => Directions.Keys;

    /// <summary>Takes the tighter one of each property.</summary>
    public static RiskLimits Tighter(RiskLimits one, RiskLimits other) =>
        Canonical.Read<RiskLimits>(Tighter(Write(one), Write(other)).ToJsonString(Canonical.Options));

    /// <summary>Lists the properties in which two sets differ, by path.</summary>
    public static IReadOnlyList<LimitChange> Differences(RiskLimits from, RiskLimits to) =>
        [.. Differences("", Write(from), Write(to)).OrderBy(change => change.Path, StringComparer.Ordinal)];

    private static JsonObject Write(RiskLimits limits) => JsonNode.Parse(Canonical.Json(limits))!.AsObject();

    private static JsonObject Tighter(JsonObject one, JsonObject other)
    {
        JsonObject both = [];
        foreach (string name in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)))
        {
            // What only one of them names is bound by that one alone.
            both[name] = (one[name], other[name]) switch
            {
                ({ } left, null) => left.DeepClone(),
                (null, { } right) => right.DeepClone(),
                ({ } left, { } right) => Tighter(name, left, right),
                _ => null,
            };
        }

        return both;
    }

    private static JsonNode Tighter(string name, JsonNode one, JsonNode other) => Directions[name] switch
    {
        Direction.LeastWins => (Compare(one, other) <= 0 ? one : other).DeepClone(),
        Direction.MostWins => (Compare(one, other) >= 0 ? one : other).DeepClone(),
        Direction.BothMust => JsonValue.Create(one.GetValue<bool>() && other.GetValue<bool>()),
        Direction.AllOfBoth => ToList(Texts(one).Union(Texts(other))),
        Direction.OnlyOfBoth => ToList(Texts(one).Intersect(Texts(other))),
        _ => TighterLayers(one.AsObject(), other.AsObject()),
    };

    private static JsonObject TighterLayers(JsonObject one, JsonObject other)
    {
        JsonObject both = [];
        foreach (string name in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)))
        {
            both[name] = Tighter(one[name]?.AsObject() ?? [], other[name]?.AsObject() ?? []);
        }

        return both;
    }

    private static IEnumerable<LimitChange> Differences(string path, JsonObject from, JsonObject to)
    {
        foreach (string name in from.Select(pair => pair.Key).Union(to.Select(pair => pair.Key)))
        {
            (JsonNode? left, JsonNode? right) = (from[name], to[name]);
            if (left is JsonObject || right is JsonObject)
            {
                foreach (LimitChange change in Differences(
                    $"{path}{name}.", left?.AsObject() ?? [], right?.AsObject() ?? []))
                {
                    yield return change;
                }
            }
            else if (!Same(left, right))
            {
                yield return new($"{path}{name}", Text(left), Text(right));
            }
        }
    }

    private static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonArray left, JsonArray right) => Texts(left).ToHashSet().SetEquals(Texts(right)),
        _ => Text(one) == Text(other),
    };

    private static int Compare(JsonNode one, JsonNode other) => one.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number =>
            one.GetValue<decimal>().CompareTo(other.GetValue<decimal>()),
        _ => TimeSpan.Parse(one.GetValue<string>(), CultureInfo.InvariantCulture)
            .CompareTo(TimeSpan.Parse(other.GetValue<string>(), CultureInfo.InvariantCulture)),
    };

    private static IEnumerable<string> Texts(JsonNode list) =>
        list.AsArray().Select(item => item!.GetValue<string>());

    private static JsonArray ToList(IEnumerable<string> texts) =>
        [.. texts.Order(StringComparer.Ordinal).Select(text => (JsonNode)JsonValue.Create(text))];

    private static string? Text(JsonNode? value) => value is null ? null : Canonical.Json(value);
}
