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
        .. page.Items("orders")
            .Where(order => Enum.TryParse((string?)order["report"]?["status"], true, out OrderStatus status)
                && !OrderMoves.HasEnded(status))
            .Select(order => order.DeepClone()),
    ];

    internal static void ShowStatus(IAnsiConsole console, JsonObject document)
    {
        JsonObject desk = document["desk"]!.AsObject(), held = document["portfolio"]!.AsObject();
        ShowState(console, desk);
        console.MarkupLineInterpolated(
            $"equity     {held.Text("equity")} {held.Text("baseCurrency")}");
        console.MarkupLineInterpolated($"peak       {desk.Text("peakEquity")}");
        console.MarkupLineInterpolated(
            $"heartbeat  {desk.Text("heartbeatUtc")}, market clock {desk.Text("marketClockUtc")}");
        foreach (JsonNode mark in desk.Items("reconciliations"))
        {
            string how =
                (bool?)mark["passed"] is true ? "passed" : $"did not pass: {(string?)mark["reason"]}";
            console.MarkupLineInterpolated(
                $"reconciled {(string?)mark["venue"]} {(string?)mark["atUtc"]}: {how}");
        }

        foreach (JsonNode position in held.Items("positions"))
        {
            string what = $"{position.Text("instrument")} {position.Text("quantity")}";
            console.MarkupLineInterpolated(
                $"position   {what} at {position.Text("mark")}, worth {position.Text("value")}");
        }

        foreach (JsonNode open in document.Items("openOrders"))
        {
            ShowOpen(console, open);
        }
    }

    // By the id that commands take.
    private static void ShowOpen(IAnsiConsole console, JsonNode open)
    {
        JsonNode? order = open["order"];
        string what = order is null ? "" : $"{order.Text("side")} {order.Text("quantity")} "
            + $"{order["instrument"]?["id"]?.ToString()}, ";
        string id = order?.Text("clientOrderId") ?? open.Text("id");
        console.MarkupLineInterpolated($"open order {id}  {what}{open["report"].Text("status")}");
    }

    internal static void ShowState(IAnsiConsole console, JsonObject answer)
    {
        console.MarkupLineInterpolated($"state      {answer.Text("state")}");
        foreach (JsonNode hold in answer.Items("holds"))
        {
            string what = $"{hold.Text("cause")}, {hold.Text("state")}, by {hold.Text("by")}";
            console.MarkupLineInterpolated(
                $"held       {what} since {hold.Text("atUtc")}: {hold.Text("reason")}");
        }

        foreach (JsonNode sentence in answer.Items("stillTrue"))
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
        foreach (JsonNode alert in page.Items("alerts"))
        {
            string what = $"{alert.Text("atUtc")}  {alert.Text("severity"),-8}  {alert.Text("kind")}";
            console.MarkupLineInterpolated($"{what}: {alert.Text("message")}");
        }
    }
}
