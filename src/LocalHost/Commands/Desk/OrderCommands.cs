using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>orders</c>, <c>orders cancel</c>, <c>orders replace</c>, <c>approve</c> and
/// <c>refuse</c>.</summary>
internal static class OrderCommands
{
    internal static IEnumerable<Command> Make() =>
    [
        Orders(),
        Answer("approve", true, "Lets an order go that waits for a person."),
        Answer("refuse", false, "Refuses an order that waits for a person."),
    ];

    private static Command Orders()
    {
        HostOptions where = new();
        Option<bool> open = new("--open") { Description = "Only those that have not ended." };
        Option<int> take = new("--take")
        {
            Description = "How many at most, 1 to 500.",
            DefaultValueFactory = _ => 50,
        };
        Command orders = where.Action(
            new("orders", "What was ordered, the newest first, and which orders wait for a person.")
            {
                open, take,
            },
            async (given, cancellationToken) =>
            {
                int most = given.GetValue(take);
                if (most is < 1 or > 500)
                {
                    throw new UsageException($"--take: 1 to 500 were expected, {most} was found.");
                }

                using HostLine host = where.Open(given);
                JsonObject page = await host.GetAsync($"api/orders?take={most}", cancellationToken);
                JsonObject waiting = await host.GetAsync("api/approvals", cancellationToken);
                JsonObject document = new()
                {
                    ["orders"] = given.GetValue(open) ? StatePrinter.Open(page) : page["orders"]?.DeepClone(),
                    ["approvals"] = waiting["approvals"]?.DeepClone(),
                };
                new Output(given.GetValue(where.Json)).Write(document, Show);
            });
        orders.Add(Cancel(where));
        orders.Add(Replace(where));
        return orders;
    }

    private static Command Cancel(HostOptions where)
    {
        OrderWish wish = new();
        return HostOptions.Below(
            wish.Command("cancel", "Takes back what is not filled of an order."),
            (given, cancellationToken) => wish.AskAsync(
                where, given, "cancel", [], said => $"{said.Text("by")} wants it back", cancellationToken));
    }

    private static Command Replace(HostOptions where)
    {
        OrderWish wish = new();
        Option<decimal?> quantity = CommandOptions.Number(
            "--quantity", "Most units of the new order; all that are left when left out.");
        Option<decimal?> limit = CommandOptions.Number(
            "--limit", "The new order's limit, quote currency; the old one when left out.");
        return HostOptions.Below(
            wish.Command(
                "replace", "Takes an order back, and orders anew what is left of it.", quantity, limit),
            (given, cancellationToken) =>
            {
                JsonObject change = [];
                foreach ((string name, Option<decimal?> option) in
                    new[] { ("quantity", quantity), ("limitPrice", limit) })
                {
                    if (given.GetValue(option) is { } number)
                    {
                        change[name] = number > 0 ? number : throw new UsageException(
                            FormattableString.Invariant(
                                $"{option.Name}: a number above zero was expected, {number} was found."));
                    }
                }

                return change.Count == 0
                    ? throw new UsageException("--quantity or --limit was expected, neither was found.")
                    : wish.AskAsync(
                        where, given, "replacement", change,
                        said => $"{said.Text("by")} wants it changed, to at most {Units(said)} and the limit "
                            + Limit(said),
                        cancellationToken);
            });
    }

    private static Command Answer(string name, bool approved, string description)
    {
        HostOptions where = new();
        OrderWish wish = new();
        return where.Action(
            wish.Command(name, description),
            (given, cancellationToken) => wish.AskAsync(
                where, given, "approval", new() { ["approved"] = approved },
                said => $"{name}d by {said.Text("by")}", cancellationToken));
    }

    private static string Units(JsonObject said) =>
        said["quantity"] is { } units ? $"{units} units" : "what is left";

    private static string Limit(JsonObject said) => said["limitPrice"]?.ToString() ?? "that it had";

    private static void Show(IAnsiConsole console, JsonObject document)
    {
        foreach (JsonNode one in document.Items("orders"))
        {
            JsonNode? order = one["order"], report = one["report"];
            string what = $"{order.Text("side")} {order.Text("quantity")} {order?["instrument"].Text("id")}";
            string why = report?["reason"] is { } reason ? $": {reason}" : "";
            console.MarkupLineInterpolated(
                $"{order.Text("clientOrderId")}  {what}  {report.Text("status")}{why}");
        }

        foreach (JsonNode one in document.Items("approvals"))
        {
            string what = $"{one.Text("order")}, worth {one.Text("worth")}, until {one.Text("until")}";
            console.MarkupLineInterpolated($"waits for a person: {one.Text("clientOrderId")}  {what}");
        }
    }
}
