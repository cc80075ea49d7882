using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>suspensions</c> and <c>suspensions lift</c>.</summary>
internal static class SuspensionCommands
{
    internal static Command Make()
    {
        HostOptions where = new();
        Command suspensions = where.Action(
            new("suspensions", "Who ordered too often and waits for a person."),
            async (given, cancellationToken) =>
            {
                JsonObject document = await where.AskAsync(
                    given,
                    host => host.GetAsync("api/suspensions", cancellationToken),
                    file => WithBookAsync(file, async book => JsonSerializer.SerializeToNode(
                        new { Suspensions = await book.ReadAsync(cancellationToken), Offline = true },
                        Canonical.Options)!.AsObject()));
                new Output(given.GetValue(where.Json)).Write(document, Show);
            });
        suspensions.Add(Lift(where));
        return suspensions;
    }

    private static Command Lift(HostOptions where)
    {
        PersonOptions person = new();
        Option<string> strategy = new("--strategy") { Description = "Whose orders.", Required = true };
        Option<string> instrument = new("--instrument")
        {
            Description = "Of what, such as AAPL@us-equities.",
            Required = true,
        };
        Option<OrderSide> side = new("--side") { Description = "buy or sell.", Required = true };
        return HostOptions.Below(
            new("lift", "Lets a strategy order one side of an instrument again.")
            {
                strategy, instrument, side, person.By, person.Why,
            },
            async (given, cancellationToken) =>
            {
                (string by, string why) = person.Read(given);
                OrderCourse course = new(
                    given.GetValue(strategy)!,
                    CommandOptions.Instrument("--instrument", given.GetValue(instrument)!),
                    given.GetValue(side));
                JsonObject document = await where.AskAsync(
                    given,
                    host => host.PostAsync(
                        "api/suspensions/lift", Body(course, by, why), cancellationToken),
                    file => WithBookAsync(file, async book =>
                        await book.LiftAsync(
                            course, by, why, TimeProvider.System.GetUtcNow(), cancellationToken) is { } lifted
                            ? JsonSerializer.SerializeToNode(
                                new { Lifted = lifted, By = by, Why = why, Offline = true },
                                Canonical.Options)!.AsObject()
                            : throw new UsageException($"{course} is not suspended.")));
                new Output(given.GetValue(where.Json)).Write(
                    document, (console, _) => console.MarkupLineInterpolated($"{course}: lifted"));
            });
    }

    private static JsonObject Body(OrderCourse course, string by, string why)
    {
        JsonObject body = JsonSerializer.SerializeToNode(course, Canonical.Options)!.AsObject();
        (body["by"], body["why"]) = (by, why);
        return body;
    }

    private static async Task<JsonObject> WithBookAsync(
        string file, Func<SuspensionBook, Task<JsonObject>> body)
    {
        await using SqliteStateStore store = SqliteStateStore.Open(file);
        JournalBook journal = new(store);
        RecordBook records = new(store);
        return await body(new(records, journal, new AlertBook(journal, records, [])));
    }

    private static void Show(IAnsiConsole console, JsonObject document)
    {
        foreach (JsonNode one in document.Items("suspensions"))
        {
            JsonNode? course = one["course"];
            string what =
                $"{course.Text("strategy")}  {course.Text("side")}  {course.Text("instrument")}";
            console.MarkupLineInterpolated($"{what}  since {one.Text("atUtc")}: {one.Text("reason")}");
        }

        if (!document.Items("suspensions").Any())
        {
            console.WriteLine("Nobody is suspended.");
        }
    }
}
