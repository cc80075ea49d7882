using System.Text.Json;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Checking;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>An instance as the store holds it.</summary>
/// <param name="Key">The store's number.</param>
/// <param name="Id">Its id.</param>
/// <param name="Found">What a client is told of it.</param>
/// <param name="History">Its events.</param>
internal sealed record StoredInstance(
    long Key, string Id, OrchestrationMetadata Found, IReadOnlyList<HistoryEvent> History)
{
    internal ProgramInput Program { get; } =
        JsonSerializer.Deserialize<ProgramInput>(Found.SerializedInput!)!;

    internal bool HasEnded => Found.IsCompleted;

    /// <summary>What was asked for and has not ended.</summary>
    internal IEnumerable<HistoryEvent> Open(EventKind asked)
    {
        HashSet<int> ended = [.. History
            .Where(item => !item.IsAction || item.Kind is EventKind.TimerCancelled)
            .Where(item => item.Kind is EventKind.TaskCompleted or EventKind.TaskFailed
                or EventKind.TimerFired or EventKind.TimerCancelled
                or EventKind.ChildCompleted or EventKind.ChildFailed)
            .Select(item => item.Id)];
        return History.Where(item => item.Kind == asked && !ended.Contains(item.Id));
    }
}

/// <summary>Reads a store as it lies, and checks what has to hold at any moment.</summary>
internal static class StoreAudit
{
    internal static List<StoredInstance> Read(EngineLife life)
    {
        List<(long Key, string Id)> ids = life.Store.Read(connection =>
        {
            List<(long, string)> rows = [];
            StoreStatement read = connection.Statement("SELECT key, id FROM instances ORDER BY key");
            while (read.Read())
            {
                rows.Add((read.Int64(0), read.Text(1)!));
            }

            return rows;
        });
        return [.. ids.Select(row => new StoredInstance(
            row.Key,
            row.Id,
            life.Client.GetInstanceAsync(row.Id, getInputsAndOutputs: true).GetAwaiter().GetResult()!,
            life.Store.Read(connection =>
                Events(InstanceStore.ReadHistory(connection, row.Key).Events))))];
    }

    /// <summary>How many messages are on their way between instances.</summary>
    internal static long Inbox(EngineLife life) => life.Store.Read(connection =>
    {
        StoreStatement count = connection.Statement("SELECT count(*) FROM inbox");
        count.Read();
        long messages = count.Int64(0);
        count.Reset();
        return messages;
    });

    /// <summary>SQLite's own check of the whole file.</summary>
    /// <returns>"ok", or what is broken.</returns>
    internal static string? Integrity(EngineLife life) =>
        life.Store.Read(connection => connection.Scalar("PRAGMA integrity_check"));

    /// <summary>Checks that a history can have come about.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="wasRewoundBelow">Whether a child was rewound, which then tells its end again; and what it
    /// sent in the very step in which it failed.</param>
    /// <param name="wasRepaired">Whether the watchdog told an end again: here work may lie for longer than
    /// its two rounds, and it takes that for lost.</param>
    /// <param name="rewound">Names of rewound runs: each may tell again what it told as it failed, also to
    /// whoever has its parent's id by then.</param>
    internal static void CheckHistory(
        StoredInstance instance, bool wasRewoundBelow, bool wasRepaired, IReadOnlySet<string> rewound)
    {
        long ticks = 0;
        Dictionary<int, HistoryEvent> asked = [];
        HashSet<(int, EventKind)> ended = [];
        HashSet<string> raised = [];
        foreach (HistoryEvent item in instance.History)
        {
            switch (item.Kind)
            {
                case EventKind.StepStarted:
                    Require(item.Ticks >= ticks, instance, "has steps whose times go back");
                    ticks = item.Ticks;
                    break;
                case EventKind.EventRaised:
                    string text = $"{item.Name} {Convert.ToHexString(item.Payload!)}";
                    Require(
                        raised.Add(text)
                            || (item.Name!.StartsWith("told:", StringComparison.Ordinal)
                                && (wasRewoundBelow || rewound.Contains(item.Name["told:".Length..]))),
                        instance,
                        $"took event {text} twice");
                    break;
                case EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.ChildScheduled:
                    Require(asked.TryAdd(item.Id, item), instance, $"asked twice for #{item.Id}");
                    break;
                case EventKind.TimerFired or EventKind.TaskCompleted or EventKind.TaskFailed
                    or EventKind.ChildCompleted or EventKind.ChildFailed:
                    Require(asked.ContainsKey(item.Id), instance, $"was answered #{item.Id} unasked");
                    Require(asked[item.Id].Ticks <= ticks, instance, $"has timer #{item.Id} fire too soon");
                    Require(
                        ended.Add((item.Id, asked[item.Id].Kind)) || wasRepaired || (wasRewoundBelow
                            && item.Kind is EventKind.ChildCompleted or EventKind.ChildFailed),
                        instance,
                        $"ended #{item.Id} twice");
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Replays all instances: the same actions, and an end of the same kind.</summary>
    internal static void CheckReplay(EngineLife life, EngineOptions options)
    {
        ReplayServices services = new(
            life, EngineLife.Functions, new(null), new Trace(" "), null, options.MaximumTimerInterval);
        using StoreReader reader = StoreReader.Open(life.Store.Path);
        ReplayReport report = ReplayRun.Over(reader, services, CancellationToken.None);
        if (report.Findings.Count > 0)
        {
            throw new ImpossibleException(report.Findings[0].Message);
        }
    }

    internal static void Require(bool holds, StoredInstance instance, string what)
    {
        if (!holds)
        {
            throw new ImpossibleException($"{instance.Id} ({instance.Program.Run}) {what}");
        }
    }

    private static List<HistoryEvent> Events(byte[] history)
    {
        List<HistoryEvent> events = [];
        var reader = new HistoryReader(history);
        while (reader.Next() is { } item)
        {
            events.Add(item);
        }

        return events;
    }
}
