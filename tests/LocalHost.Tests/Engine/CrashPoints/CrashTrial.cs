using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.LocalHost.Tests.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>Judges what comes of a store whose machine stopped at a place in a recorded run.</summary>
internal sealed class CrashTrial(FunctionIndex functions, EngineOptions options)
{
    /// <summary>Starts an engine on what is left and lets everything come to its end.</summary>
    /// <param name="run">The undisturbed run.</param>
    /// <param name="position">Where in its log the machine stopped.</param>
    /// <param name="variant">How.</param>
    /// <param name="image">What is left.</param>
    public void Judge(CrashRecording run, int position, CrashVariant variant, DiskImage image)
    {
        using TempFolder folder = new(inMemory: true);
        string path = folder.File("store.db");
        image.WriteTo(path);

        // It takes a while until somebody starts the machine again; timers become due meanwhile.
        int minutes = run.Minutes.Count(passed => passed <= position) + (position % 3);
        using CrashDesk desk = new(path, functions, options, minutes, () => 0);
        Assert.Equal("ok", StoreInsight.Integrity(desk.Store));
        int[] acknowledged = run.Acknowledged(position);
        desk.Start();
        CheckAcknowledged(desk, acknowledged);

        new CrashDriver(
            desk.Store, desk.Engine, desk.Pump, desk.Clock, acknowledged, new(position)).RunToTheEnd();

        CheckEnds(desk);
        CheckHistories(desk, run.EventsInFlight(position));
        if (run.Commits.Count > 0)
        {
            CheckRuns(desk, run, position, run.Kept(position, variant));
        }

        Assert.Equal("ok", StoreInsight.Integrity(desk.Store));
    }

    private static void CheckAcknowledged(CrashDesk desk, int[] acknowledged)
    {
        foreach (((string id, CrashCommand[] commands), int done) in CrashScript.Clients.Zip(acknowledged))
        {
            if (done > 0)
            {
                // Nobody knows whether the call after it was heard.
                bool next = done < commands.Length;
                OrchestrationMetadata? found = Find(desk, id);
                Assert.True(
                    commands[done - 1].Holds(found) || (next && commands[done].Holds(found)),
                    $"Call {done - 1} for '{id}' was acknowledged and is lost: {found?.RuntimeStatus}.");
            }
        }
    }

    /// <summary>Every instance has its result, and no message is left over.</summary>
    internal static void CheckEnds(CrashDesk desk)
    {
        Assert.Null(Find(desk, "chain"));
        foreach ((string id, (OrchestrationRuntimeStatus status, string? output)) in CrashScript.Ends)
        {
            OrchestrationMetadata? end = Find(desk, id);
            Assert.Equal((id, status, output), (id, end?.RuntimeStatus, end?.SerializedOutput));
        }

        Assert.Equal(0, StoreInsight.Inbox(desk.Store));
    }

    /// <summary>No instance was told anything twice.</summary>
    /// <param name="desk">Whose.</param>
    /// <param name="twice">Events that may have arrived twice.</param>
    internal static void CheckHistories(CrashDesk desk, IReadOnlySet<string> twice)
    {
        foreach ((string id, List<HistoryEvent> events) in
            StoreInsight.Histories(desk.Store, liveOnly: false))
        {
            foreach (IGrouping<string, HistoryEvent> same in events
                .Where(item => !item.IsAction && item.Kind is not EventKind.StepStarted)
                .GroupBy(item => $"{item.Kind} {item.Id} {item.Name}"))
            {
                int most = same.First().Name is { } name && twice.Contains(name) ? 2 : 1;
                Assert.True(same.Count() <= most, $"'{id}' was told {same.Count()} times: {same.Key}.");
            }
        }
    }

    private static void CheckRuns(
        CrashDesk desk, CrashRecording run, int position, (int Certain, int Possible) kept)
    {
        string[] all = [.. run.Runs.Select(activity => activity.What).Distinct()];
        Dictionary<string, int> runs = desk.Ledger.Runs.CountBy(activity => activity.What).ToDictionary();
        string[] begun = [.. run.Runs.Where(activity => activity.Position <= position).Select(
            activity => activity.What)];
        Assert.Subset(all.ToHashSet(), runs.Keys.ToHashSet());
        List<string> wrongs = [];
        for (int commits = kept.Certain; commits <= kept.Possible; commits++)
        {
            // A terminated instance's activities may not come to their turn.
            string[] wrong = [.. all.Where(what =>
            {
                int wanted = run.HasEnded(what, commits) ? 0 : 1;
                int had = runs.GetValueOrDefault(what);
                return had != wanted && (had > wanted || !what.StartsWith("stuck", StringComparison.Ordinal));
            })];
            string[] early = [.. begun.Where(what =>
                !run.Open(commits).Contains(what) && !run.HasEnded(what, commits))];
            Assert.True(
                early.Length == 0, $"What asked for {string.Join(", ", early)} was not safe when it began.");
            if (wrong.Length == 0 && desk.Engine.Counters.RepeatedActivities == run.Open(commits).Count)
            {
                return;
            }

            wrongs.Add($"after {commits} commits {run.Open(commits).Count} were in flight, "
                + $"{desk.Engine.Counters.RepeatedActivities} were repeated; not as often as they should: "
                + string.Join(", ", wrong));
        }

        Assert.Fail(string.Join(Environment.NewLine, wrongs));
    }

    private static OrchestrationMetadata? Find(CrashDesk desk, string id) =>
        desk.Engine.Client.GetInstanceAsync(id, true).GetAwaiter().GetResult();
}
