using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Operations;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary><c>instances raise</c>, <c>terminate</c>, <c>suspend</c>, <c>resume</c>, <c>restart</c>,
/// <c>rewind</c> and <c>purge</c>.</summary>
internal static class SteeringCommands
{
    internal static IEnumerable<Command> Make(InstanceOptions where) =>
    [
        Raise(where),
        Terminate(where),
        WithReason(SteeringVerb.Suspend, "Delivers nothing to an instance until it is resumed.", where),
        WithReason(SteeringVerb.Resume, "Delivers what a suspended instance has missed.", where),
        Restart(where),
        WithReason(SteeringVerb.Rewind, "Lets a failed instance try its failed calls again.", where),
        Purge(where),
    ];

    private static Command Raise(InstanceOptions where)
    {
        Argument<string> id = Id();
        Argument<string> name = new("event") { Description = "The event's name; case does not matter." };
        Argument<string?> payload = Value("json", "The payload, one JSON value; none when left out.");
        return Action(
            new("raise", "Raises an external event.") { id, name, payload }, where,
            result => new(SteeringVerb.Raise, result.GetValue(id)!)
            {
                EventName = result.GetValue(name) is { Length: > 0 } known ? known
                    : throw new UsageException("raise: an event's name was expected, nothing was found."),
                Payload = Read(result.GetValue(payload), "The payload"),
            });
    }

    private static Command Terminate(InstanceOptions where)
    {
        Argument<string> id = Id();
        Option<string?> output = new("--output") { Description = "What it ends with, one JSON value." };
        Option<bool> recursive = new("--recursive") { Description = "Its running children too." };
        return Action(
            new("terminate", "Ends an instance at once.") { id, output, recursive }, where,
            result => new(SteeringVerb.Terminate, result.GetValue(id)!)
            {
                Payload = Read(result.GetValue(output), "--output"),
                Recursive = result.GetValue(recursive),
            });
    }

    private static Command WithReason(SteeringVerb verb, string description, InstanceOptions where)
    {
        Argument<string> id = Id();
        Option<string?> reason = new("--reason") { Description = "Why; kept in the history." };
        return Action(
            new(verb.ToString().ToLowerInvariant(), description) { id, reason }, where,
            result => new(verb, result.GetValue(id)!) { Reason = result.GetValue(reason) });
    }

    private static Command Restart(InstanceOptions where)
    {
        Argument<string> id = Id();
        Option<bool> newId = new("--new-id") { Description = "The new instance gets an id of its own." };
        return Action(
            new("restart", "Starts an ended instance again with the same input.") { id, newId }, where,
            result => new(SteeringVerb.Restart, result.GetValue(id)!) { NewId = result.GetValue(newId) });
    }

    private static Command Purge(InstanceOptions where)
    {
        Argument<string?> id = Value("id", "One instance; many are named by the options.");
        Option<string?> age = new("--older-than")
        {
            Description = "Those that ended longer ago, such as 30d, 12h, 90m or 45s.",
        };
        Option<string?> status = FilterOptions.Status();
        Option<string?> name = FilterOptions.Name();
        Option<string?> prefix = FilterOptions.Prefix();
        Option<bool> recursive = new("--recursive")
        {
            Description = "Of one instance: its ended children too.",
        };
        Command command = new("purge", "Removes ended instances and their histories.")
        {
            id, age, status, name, prefix, recursive,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            InstanceFilter filter = new()
            {
                CompletedTo = TimeProvider.System.GetUtcNow() - FilterOptions.Age(result.GetValue(age)),
                Statuses = FilterOptions.Statuses(result.GetValue(status)),
                Name = result.GetValue(name),
                Prefix = result.GetValue(prefix),
            };
            bool filtered = filter != new InstanceFilter();
            if (result.GetValue(id) is null == !filtered)
            {
                throw new UsageException(
                    "purge: either one ID or options that say which were expected, such as "
                    + "--older-than 30d.");
            }

            using IInstanceDesk desk = where.Open(result);
            SteeringDocument done = result.GetValue(id) is { } one
                ? await desk.SteerAsync(
                    new(SteeringVerb.Purge, one) { Recursive = result.GetValue(recursive) },
                    cancellationToken)
                : await PurgeAllAsync(desk, filter, cancellationToken);
            new Output(result.GetValue(where.Json)).Write(done, Show);
            return ExitCode.Done;
        }));
        return command;
    }

    // A host removes some thousands for each request, so that its own work goes on between them.
    private static async Task<SteeringDocument> PurgeAllAsync(
        IInstanceDesk desk, InstanceFilter filter, CancellationToken cancellationToken)
    {
        int count = 0;
        while (true)
        {
            SteeringDocument done = await desk.PurgeAsync(filter, cancellationToken);
            count += done.Purged ?? 0;
            if (done.Complete is true)
            {
                return done with { Purged = count };
            }
        }
    }

    private static Command Action(Command command, InstanceOptions where, Func<ParseResult, Steering> read)
    {
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            Steering asked = read(result);
            using IInstanceDesk desk = where.Open(result);
            SteeringDocument done = await desk.SteerAsync(asked, cancellationToken);
            new Output(result.GetValue(where.Json)).Write(done, Show);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Show(IAnsiConsole console, SteeringDocument done)
    {
        string verb = done.Verb.ToString().ToLowerInvariant();
        if (done.Purged is { } purged)
        {
            console.MarkupLineInterpolated($"{purged} removed");
        }
        else if (done.NewId is { } id)
        {
            string how = done.Delivered ? "runs" : "written; the next start of a host on this store runs it";
            console.MarkupLineInterpolated($"{verb} {done.Id}: {how} as {id}");
        }
        else
        {
            string when = done.Delivered
                ? "done"
                : "written; the next start of a host on this store delivers it";
            console.MarkupLineInterpolated($"{verb} {done.Id}: {when}");
        }
    }

    private static Argument<string> Id() => new("id") { Description = "The instance's id." };

    private static Argument<string?> Value(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static JsonElement? Read(string? json, string what)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            throw new UsageException(
                $"{what}: one JSON value was expected, '{json}' was found; "
                + $"a text stands in quotes: '\"{json}\"'.");
        }
    }
}
