using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>orders</c>, <c>orders cancel</c>, <c>approve</c> and <c>refuse</c>.</summary>
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
        return orders;
    }

    private static Command Cancel(HostOptions where)
    {
        Argument<string> id = Id();
        PersonOptions person = new();
        return HostOptions.Below(
            new("cancel", "Takes back what is not filled of an order.") { id, person.By, person.Why },
            async (given, cancellationToken) =>
            {
                (string by, string why) = person.Read(given);
                using HostLine host = where.Open(given);
                JsonObject answer = await host.PostAsync(
                    Place(given.GetValue(id)!, "cancel"), new() { ["by"] = by, ["why"] = why },
                    cancellationToken);
                new Output(given.GetValue(where.Json)).Write(answer, (console, wish) =>
                    console.MarkupLineInterpolated(
                        $"{wish.Text("clientOrderId")}: {wish.Text("by")} wants it back"));
            });
    }

    private static Command Answer(string name, bool approved, string description)
    {
        HostOptions where = new();
        Argument<string> id = Id();
        PersonOptions person = new();
        return where.Action(
            new(name, description) { id, person.By, person.Why },
            async (given, cancellationToken) =>
            {
                (string by, string why) = person.Read(given);
                using HostLine host = where.Open(given);
                JsonObject answer = await host.PostAsync(
                    Place(given.GetValue(id)!, "approval"),
                    new() { ["approved"] = approved, ["by"] = by, ["why"] = why }, cancellationToken);
                new Output(given.GetValue(where.Json)).Write(answer, (console, said) =>
                    console.MarkupLineInterpolated($"{said.Text("clientOrderId")}: {name}d by {by}"));
            });
    }

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

    private static Argument<string> Id() => new("id") { Description = "The order's id." };

    private static string Place(string id, string verb) => id.Length is > 0 and <= 200
        ? $"api/orders/{Uri.EscapeDataString(id)}/{verb}"
        : throw new UsageException("id: the id of an order was expected.");
}
