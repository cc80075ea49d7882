using System.Text.Json.Nodes;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Reads documents of a host for people: what is missing is "none", never a fault.</summary>
internal static class JsonText
{
    /// <summary>Items of a list; none where there is no such list.</summary>
    internal static IEnumerable<JsonNode> Items(this JsonNode? node, string name) =>
        (node?[name] as JsonArray ?? []).OfType<JsonNode>();

    /// <summary>A property as text.</summary>
    internal static string Text(this JsonNode? node, string name) => node?[name]?.ToString() ?? "none";
}
