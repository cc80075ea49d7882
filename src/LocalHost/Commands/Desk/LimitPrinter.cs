using System.Text.Json.Nodes;
using Spectre.Console;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Shows the desk's limits to people.</summary>
internal static class LimitPrinter
{
    /// <summary>Writes who accepted what, and every limit of every layer.</summary>
    internal static void Show(IAnsiConsole console, JsonObject document)
    {
        JsonNode? running = document["running"], accepted = document["accepted"];
        string may = (bool?)document["mayTrade"] is false ? "may not trade" : "may trade";
        console.MarkupLineInterpolated($"version        {running.Text("code")}, {may}");
        console.MarkupLineInterpolated($"configuration  {running.Text("configuration")}");
        if (accepted is null)
        {
            console.WriteLine("accepted       nothing yet: what is configured first is in force");
        }
        else
        {
            string who = $"by {accepted.Text("by")} {accepted.Text("atUtc")}";
            console.MarkupLineInterpolated($"accepted       {who}: {accepted.Text("why")}");
            JsonNode? person = accepted["lastPerson"];
            string last = person is null
                ? "nobody yet"
                : $"{person.Text("by")} {person.Text("atUtc")}: {person.Text("why")}";
            console.MarkupLineInterpolated($"last person    {last}");
        }

        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumns("limit", "accepted", "configured", "in force", "");
        HashSet<string> waiting = [.. document.Items("loosenings").Select(change => change.Text("path"))];
        Add(table, "", accepted?["limits"], document["configured"], document["effective"], waiting);
        console.Write(table);
        if (waiting.Count > 0)
        {
            console.MarkupLineInterpolated(
                $"{waiting.Count} looser: limits accept --by NAME --why TEXT puts them in force");
        }

        if ((bool?)document["offline"] is true)
        {
            console.WriteLine("No host answered: read from the state file.");
        }
    }

    private static void Add(
        Table table, string path, JsonNode? accepted, JsonNode? configured, JsonNode? effective,
        HashSet<string> waiting)
    {
        JsonNode?[] all = [accepted, configured, effective];
        foreach (string name in all.OfType<JsonObject>().SelectMany(one => one.Select(pair => pair.Key))
            .Distinct().Order(StringComparer.Ordinal))
        {
            string here = path + name;
            if (all.Any(one => one?[name] is JsonObject))
            {
                Add(table, $"{here}.", accepted?[name], configured?[name], effective?[name], waiting);
                continue;
            }

            table.AddRow(
            [
                .. new[] { here, Value(accepted, name), Value(configured, name), Value(effective, name) }
                    .Select(Markup.Escape),
                waiting.Contains(here) ? "waits for a person" : "",
            ]);
        }
    }

    private static string Value(JsonNode? layer, string name) => layer?[name] switch
    {
        null => "-",
        JsonArray list => list.Count == 0 ? "none" : string.Join(", ", list.Select(one => $"{one}")),
        { } value => value.ToString(),
    };
}
