using System.Text.Json.Nodes;
using Spectre.Console;
using TradingBase.Execution;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Shows the desk's state to people.</summary>
internal static class StatePrinter
{
    /// <summary>Takes the orders that have not ended out of a page.</summary>
    internal static JsonArray Open(JsonObject page) =>
    [
        .. Items(page, "orders")
            .Where(order => Enum.TryParse((string?)order["report"]?["status"], true, out OrderStatus status)
                && !OrderMoves.HasEnded(status))
            .Select(order => order.DeepClone()),
    ];

    internal static void ShowStatus(IAnsiConsole console, JsonObject document)
    {
        JsonObject desk = document["desk"]!.AsObject(), held = document["portfolio"]!.AsObject();
        ShowState(console, desk);
        console.MarkupLineInterpolated(
            $"equity     {Text(held, "equity")} {Text(held, "baseCurrency")}");
        console.MarkupLineInterpolated($"peak       {Text(desk, "peakEquity")}");
        console.MarkupLineInterpolated(
            $"heartbeat  {Text(desk, "heartbeatUtc")}, market clock {Text(desk, "marketClockUtc")}");
        foreach (JsonNode mark in Items(desk, "reconciliations"))
        {
            string how =
                (bool?)mark["passed"] is true ? "passed" : $"did not pass: {(string?)mark["reason"]}";
            console.MarkupLineInterpolated(
                $"reconciled {(string?)mark["venue"]} {(string?)mark["atUtc"]}: {how}");
        }

        foreach (JsonNode position in Items(held, "positions"))
        {
            string what = $"{Text(position, "instrument")} {Text(position, "quantity")}";
            console.MarkupLineInterpolated(
                $"position   {what} at {Text(position, "mark")}, worth {Text(position, "value")}");
        }

        foreach (JsonNode open in Items(document, "openOrders"))
        {
            console.MarkupLineInterpolated($"open order {Text(open, "id")}");
        }
    }

    internal static void ShowState(IAnsiConsole console, JsonObject answer)
    {
        console.MarkupLineInterpolated($"state      {Text(answer, "state")}");
        foreach (JsonNode hold in Items(answer, "holds"))
        {
            string what = $"{Text(hold, "cause")}, {Text(hold, "state")}, by {Text(hold, "by")}";
            console.MarkupLineInterpolated(
                $"held       {what} since {Text(hold, "atUtc")}: {Text(hold, "reason")}");
        }

        foreach (JsonNode sentence in Items(answer, "stillTrue"))
        {
            console.MarkupLineInterpolated($"still true {sentence.ToString()}");
        }

        if ((bool?)answer["offline"] is true)
        {
            console.MarkupLine("No host answered: the hold stands in the state file.");
        }
    }

    internal static void ShowAlerts(IAnsiConsole console, JsonObject page)
    {
        foreach (JsonNode alert in Items(page, "alerts"))
        {
            string what = $"{Text(alert, "atUtc")}  {Text(alert, "severity"),-8}  {Text(alert, "kind")}";
            console.MarkupLineInterpolated($"{what}: {Text(alert, "message")}");
        }
    }

    private static IEnumerable<JsonNode> Items(JsonObject node, string name) =>
        (node[name] as JsonArray ?? []).OfType<JsonNode>();

    private static string Text(JsonNode node, string name) => node[name]?.ToString() ?? "none";
}
