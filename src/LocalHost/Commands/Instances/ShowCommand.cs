using System.CommandLine;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary><c>instances show</c>: one instance as a time line.</summary>
internal static class ShowCommand
{
    internal static Command Make(InstanceOptions where)
    {
        Argument<string> id = new("id") { Description = "The instance's id." };
        Command command = new("show", "Shows one instance: a time line of what happened to it.") { id };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            using IInstanceDesk desk = where.Open(result);
            InstanceStory story = await ReadAsync(desk, result.GetValue(id)!, cancellationToken);
            new Output(result.GetValue(where.Json)).Write(story, InstancePrinter.Show);
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<InstanceStory> ReadAsync(
        IInstanceDesk desk, string id, CancellationToken cancellationToken)
    {
        InstanceDocument instance = await desk.FindAsync(id, cancellationToken);
        HistoryQuery query = new() { PayloadLimit = PayloadDocument.UsualLimit };
        HistoryDocument history = await desk.HistoryAsync(id, query, cancellationToken);
        List<HistoryEntry> events = [.. history.Events];
        while (history.Next is { } next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            history = await desk.HistoryAsync(id, query with { After = next }, cancellationToken);
            events.AddRange(history.Events);
        }

        return new(instance, history with { Events = events });
    }
}
