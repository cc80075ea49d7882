using System.CommandLine;
using System.Text.Json.Nodes;
using TradingBase.Risk;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>status</c>, <c>halt</c>, <c>reduce</c>, <c>resume</c> and <c>alerts</c>.</summary>
internal static class StateCommands
{
    internal static IEnumerable<Command> Make() =>
    [
        Status(),
        Hold("halt", TradingState.Halted, "Sends no new order at all, until a person resumes."),
        Hold("reduce", TradingState.Reducing, "Sends only what shrinks a position, until a person resumes."),
        Resume(),
        Alerts(),
    ];

    private static Command Status()
    {
        HostOptions where = new();
        return where.Action(
            new("status", "What the desk may do and why, what it owns, and its signs of life."),
            async (given, cancellationToken) =>
            {
                using HostLine host = where.Open(given);
                JsonObject desk = await host.GetAsync("api/state", cancellationToken);
                JsonObject held = await host.GetAsync("api/portfolio", cancellationToken);
                JsonObject orders = await host.GetAsync("api/orders?take=500", cancellationToken);
                JsonObject document = new()
                {
                    ["desk"] = desk,
                    ["portfolio"] = held,
                    ["openOrders"] = StatePrinter.Open(orders),
                };
                new Output(given.GetValue(where.Json)).Write(document, StatePrinter.ShowStatus);
            });
    }

    private static Command Hold(string name, TradingState state, string description)
    {
        HostOptions where = new();
        PersonOptions person = new();
        return where.Action(
            new(name, description + " Works on --state when no host answers.") { person.By, person.Why },
            async (given, cancellationToken) =>
            {
                (string who, string reason) = person.Read(given);
                JsonObject answer = await where.AskAsync(
                    given,
                    host => host.PutAsync("api/state", Body(state, who, reason, null), cancellationToken),
                    file => OfflineDesk.HoldAsync(file, state, who, reason, cancellationToken));
                new Output(given.GetValue(where.Json)).Write(answer, StatePrinter.ShowState);
            });
    }

    private static Command Resume()
    {
        HostOptions where = new();
        PersonOptions person = new();
        Option<string?> cause = new("--cause")
        {
            Description = "The one hold that is lifted; all but start and kill when left out.",
        };
        return where.Action(
            new("resume", "Lifts the desk's holds.") { person.By, person.Why, cause },
            async (given, cancellationToken) =>
            {
                (string who, string reason) = person.Read(given);
                using HostLine host = where.Open(given);
                JsonObject answer = await host.PutAsync(
                    "api/state", Body(TradingState.Active, who, reason, given.GetValue(cause)),
                    cancellationToken);
                new Output(given.GetValue(where.Json)).Write(answer, StatePrinter.ShowState);
                if (answer.Items("holds").Any())
                {
                    throw new StillHeldException(
                        [.. answer.Items("holds").Select(hold => hold.Text("cause"))]);
                }
            });
    }

    private static Command Alerts()
    {
        HostOptions where = new();
        Option<int> take = new("--take")
        {
            Description = "How many at most, 1 to 500.",
            DefaultValueFactory = _ => 20,
        };
        return where.Action(
            new("alerts", "What people were called for, the newest first.") { take },
            async (given, cancellationToken) =>
            {
                int most = given.GetValue(take);
                if (most is < 1 or > 500)
                {
                    throw new UsageException($"--take: 1 to 500 were expected, {most} was found.");
                }

                using HostLine host = where.Open(given);
                JsonObject page = await host.GetAsync($"api/alerts?take={most}", cancellationToken);
                new Output(given.GetValue(where.Json)).Write(page, StatePrinter.ShowAlerts);
            });
    }

    private static JsonObject Body(TradingState state, string by, string why, string? cause) => new()
    {
        ["state"] = state.ToString().ToLowerInvariant(), ["by"] = by, ["why"] = why, ["cause"] = cause,
    };
}
