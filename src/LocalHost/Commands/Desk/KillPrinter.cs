using System.Text.Json.Nodes;
using Spectre.Console;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Shows to people what a kill did.</summary>
internal static class KillPrinter
{
    /// <summary>Writes what every venue said, how long it took, and how it ended.</summary>
    internal static void Show(IAnsiConsole console, JsonObject answer)
    {
        console.MarkupLineInterpolated($"kill {answer.Text("killId")}");
        if (answer["halt"] is { } halt)
        {
            string state = halt["done"] is { } done ? $"the desk is {done}" : "NOT halted";
            console.MarkupLineInterpolated($"{state}");
        }

        foreach (JsonNode venue in answer.Items("venues"))
        {
            console.MarkupLineInterpolated($"{Say(venue)}");
        }

        if (answer["elapsedMs"] is { } elapsed)
        {
            console.MarkupLineInterpolated($"took {(double)elapsed:0} ms");
        }

        if (answer["flattened"] is not null)
        {
            console.WriteLine("No host answered: nothing was closed; what is held is still held.");
        }

        if (answer["report"] is { } report)
        {
            Show(console, report);
        }
    }

    /// <summary>Says what was not done, a sentence each.</summary>
    internal static IEnumerable<string> FindTroubles(JsonObject answer)
    {
        JsonNode? report = answer["report"];
        foreach (string part in (string[])["halt", "orchestration"])
        {
            if (answer[part]?["trouble"] is { } trouble)
            {
                yield return $"{part}: {trouble}";
            }
        }

        // What the venues said at first is of no matter once the report tells how it ended.
        foreach (JsonNode venue in report is null ? answer.Items("venues") : report.Items("venues"))
        {
            if (venue["trouble"] is { } trouble)
            {
                yield return $"{venue.Text("venue")}: {trouble}";
            }
            else if (venue["openOrders"] is { } open && (int)open > 0)
            {
                yield return $"{venue.Text("venue")}: {open} orders still work.";
            }
        }

        if ((bool?)report?["ended"] is true && (bool?)report?["complete"] is false)
        {
            yield return "Something is left; the report names it.";
        }
    }

    private static void Show(IAnsiConsole console, JsonNode report)
    {
        string state = (bool?)report["ended"] is not true ? "goes on"
            : (bool?)report["complete"] is true ? "complete"
            : "ended, not complete";
        console.MarkupLineInterpolated($"report {report.Text("atUtc")}: {state}");
        foreach (JsonNode venue in report.Items("venues"))
        {
            console.MarkupLineInterpolated($"  {Say(venue)}");
            foreach (JsonNode held in venue.Items("positions"))
            {
                string reason = held["reason"] is { } why ? $": {why}" : "";
                string what = $"{held.Text("instrument")} {held.Text("held")}, left {held.Text("left")}";
                console.MarkupLineInterpolated($"    {what}{reason}");
            }
        }
    }

    private static string Say(JsonNode venue)
    {
        string open = venue["openOrders"] is { } orders ? $", {orders} still work" : "";
        string trouble = venue["trouble"] is { } told ? $"; {told}" : "";
        return $"{venue.Text("venue")}: {venue.Text("canceled")} orders taken back{open}{trouble}";
    }
}
