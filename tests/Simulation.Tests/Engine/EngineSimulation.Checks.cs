using System.Text.Json;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.Simulation.Tests.Engine;

/// <content>The quiet end, and what has to hold then and at each start.</content>
internal sealed partial class EngineSimulation
{
    private const int MostRounds = 100;

    /// <summary>Lets everything come to its end: the store is well, and what is waited for comes.</summary>
    private void Calm()
    {
        Tell("calm");
        int rounds = 0;
        while (true)
        {
            if (_life.IsSick)
            {
                _life.Heal();
            }

            (Turn Turn, int Weight)[] turns =
            [
                (Turn.Callback, _life.Thread.Ready),
                (Turn.Commit, Math.Min(1, _life.Store.Writer.Ready)),
                (Turn.EndWork, _life.Working.Count),
            ];
            int drawn = _random.Next(Math.Max(1, turns.Sum(turn => turn.Weight)));
            if (turns.FirstOrDefault(turn => (drawn -= turn.Weight) < 0) is { Weight: > 0 } next)
            {
                Take(next.Turn);
            }
            else if (_life.Engine.Timers > 0 || _life.Stopping is not null
                || _life.Clock.NextDue < _time.Elapsed + TimeSpan.TicksPerMinute)
            {
                _turn++;
                AdvanceToNextTimer();
                _life.Clock.Fire();
                Tell("clock");
            }
            else if (!GoOn())
            {
                return;
            }
            else if (++rounds > MostRounds)
            {
                StoredInstance stuck = StoreAudit.Read(_life).First(instance => !instance.HasEnded);
                throw new ImpossibleException(
                    $"{stuck.Id} does not end though all that it waits for comes: "
                    + $"{JsonSerializer.Serialize(stuck.Program)}: {string.Join(", ", stuck.History)}");
            }

            if (_turn > MostTurns)
            {
                throw new ImpossibleException("it does not come to rest");
            }
        }
    }

    /// <summary>All is quiet: gives those who have not ended what they may wait for.</summary>
    /// <returns>False when all have ended.</returns>
    private bool GoOn()
    {
        List<StoredInstance> all = StoreAudit.Read(_life);
        Tell($"quiet: {all.Count(instance => !instance.HasEnded)} of {all.Count} have not ended");
        if (StoreAudit.Inbox(_life) is > 0 and var messages)
        {
            throw new ImpossibleException($"all is quiet and {messages} messages lie in the inbox");
        }

        if (_desk.Unanswered is [var unanswered, ..])
        {
            throw new ImpossibleException($"all is quiet and nobody answers: {unanswered}");
        }

        StoredInstance[] live = [.. all.Where(instance => !instance.HasEnded)];
        foreach (StoredInstance instance in live)
        {
            HistoryEvent? forgotten = instance.Open(EventKind.TaskScheduled)
                .Concat(instance.Open(EventKind.TimerCreated))
                .Concat(instance.Open(EventKind.ChildScheduled)
                    .Where(child => !live.Any(other => other.Id == child.Target)))
                .FirstOrDefault();
            string name = instance.Program.Run;
            StoreAudit.Require(
                !_desk.Known.Any(parent => parent.RecursiveTerminationKept && !parent.Again
                    && name.Contains('/', StringComparison.Ordinal)
                    && name[..name.LastIndexOf('/')] == parent.Name),
                instance,
                "goes on though its parent was terminated with its children");
            StoreAudit.Require(forgotten is null, instance, $"waits for {forgotten}, and all is quiet");
            SimulatedRun run = _desk.Known.First(known => known.Name == name);
            if (run.Id != instance.Id)
            {
                // Started anew by a rewinding, under another id.
                run = new(instance.Id, run.Program) { IsChild = true, Start = Fate.Kept, Again = true };
            }

            int client = 0;
            if (instance.Found.RuntimeStatus is OrchestrationRuntimeStatus.Suspended)
            {
                _desk.Steer(client, run, suspend: false);
                continue;
            }

            foreach (string raised in Names(instance.Program.Steps))
            {
                // One after the other by each client, as in the chaos before.
                if (!_desk.IsFree(client))
                {
                    Settle();
                }

                _desk.Raise(client, run, raised);
                client = (client + 1) % ClientDesk.Clients;
            }

            Settle();
        }

        if (live.Length == 0 && _desk.Awaited.Find(run => !run.MayBeGone) is { } awaited)
        {
            throw new ImpossibleException($"{awaited.Name} has ended, and who waits for that is not told");
        }

        return live.Length > 0;
    }

    private void Settle()
    {
        while (_life.Thread.Ready > 0 || _life.Store.Writer.Ready > 0)
        {
            Take(_life.Thread.Ready > 0 ? Turn.Callback : Turn.Commit);
        }
    }

    /// <summary>Checks what the store holds against what was acknowledged; nothing is at work.</summary>
    /// <returns>The activities that may be executed again.</returns>
    private HashSet<string> CheckStore()
    {
        List<StoredInstance> all = StoreAudit.Read(_life);
        Dictionary<string, StoredInstance> byRun = ByRun(all);
        foreach (SimulatedRun run in _desk.Known.Where(run => run.Start is Fate.Unknown))
        {
            run.Start = byRun.ContainsKey(run.Name) ? Fate.Kept : Fate.Refused;
        }

        bool repaired = Trace.Lines.Any(
            line => line.Contains("log Error Watchdog:", StringComparison.Ordinal));
        HashSet<string> rewound = [.. _desk.Runs.Where(run => run.Again).Select(run => run.Name)];
        foreach (StoredInstance instance in all)
        {
            StoreAudit.CheckHistory(instance, _desk.Runs.Exists(run => run.Again
                && run.Name.StartsWith(instance.Program.Run + "/", StringComparison.Ordinal)), repaired, rewound);
        }

        foreach (SimulatedRun run in _desk.Known.Where(run => !run.IsChild || run.TerminationKept))
        {
            CheckRun(run, byRun.GetValueOrDefault(run.Name));
        }

        return
        [
            .. all.Where(instance => !instance.HasEnded)
                .SelectMany(instance => instance.Open(EventKind.TaskScheduled))
                .Select(call => JsonSerializer.Deserialize<WorkInput>(call.Payload)!.Key),
        ];
    }

    // A rewound parent may start a failed child anew, under the id that its code makes then.
    private Dictionary<string, StoredInstance> ByRun(List<StoredInstance> all)
    {
        Dictionary<string, StoredInstance> byRun = [];
        foreach (StoredInstance instance in all)
        {
            if (byRun.TryGetValue(instance.Program.Run, out StoredInstance? former))
            {
                StoreAudit.Require(
                    former.Found.RuntimeStatus is not OrchestrationRuntimeStatus.Completed
                    && _desk.Known.Any(run => run.Again && instance.Program.Run.StartsWith(
                        run.Name + "/", StringComparison.Ordinal)),
                    instance,
                    $"was started twice, first as {former.Id}, which is {former.Found.RuntimeStatus}");
            }

            byRun[instance.Program.Run] = instance;
        }

        return byRun;
    }

    private static void CheckRun(SimulatedRun run, StoredInstance? found)
    {
        if (found is null)
        {
            Require(run.Start is not Fate.Kept || run.MayBeGone, run, "was acknowledged and is not there");
            return;
        }

        Require(run.Start is not Fate.Refused, run, "was refused and is there");
        if (run.Again)
        {
            return;
        }

        Require(!run.Purged, run, "was purged and is there");
        OrchestrationMetadata now = found.Found;
        Require(
            !run.TerminationKept || now.RuntimeStatus is OrchestrationRuntimeStatus.Terminated,
            run,
            $"was terminated and is {now.RuntimeStatus}");
        Require(
            run.End is not { } end || (end.RuntimeStatus == now.RuntimeStatus
                && end.SerializedOutput == now.SerializedOutput
                && end.FailureDetails?.ErrorMessage == now.FailureDetails?.ErrorMessage),
            run,
            $"had ended as {run.End?.RuntimeStatus} and is now {now.RuntimeStatus}");
    }

    private void Judge()
    {
        CheckStore();
        List<StoredInstance> all = StoreAudit.Read(_life);
        Dictionary<string, OrchestrationMetadata> ends = ByRun(all).ToDictionary(
            pair => pair.Key, pair => pair.Value.Found);
        foreach (SimulatedRun run in _desk.Known.Where(run => run.End is not null))
        {
            ends.TryAdd(run.Name, run.End!);
        }

        foreach (SimulatedRun run in _desk.Known)
        {
            if (ends.TryGetValue(run.Name, out OrchestrationMetadata? end))
            {
                new EndJudge(run, end, _desk, IsTerminationAskedFor).Judge(IsTerminationAskedAt);
            }
        }

        StoreAudit.CheckReplay(_life, _options);
        CheckWrongs();
        if (_random.Next(8) == 0 && StoreAudit.Integrity(_life) is not "ok" and var broken)
        {
            throw new ImpossibleException($"the store is broken: {broken}");
        }
    }

    private bool IsTerminationAskedFor(SimulatedRun run) => run.TerminationAsked
        || _desk.Runs.Exists(other => other.RecursiveTerminationAsked && ClientDesk.IsBelow(run, other));

    private bool IsTerminationAskedAt(string name) => _desk.Runs.Exists(run =>
        (run.Name == name || run.Name.StartsWith(name + "/", StringComparison.Ordinal))
        && IsTerminationAskedFor(run));

    private static void Require(bool holds, SimulatedRun run, string what)
    {
        if (!holds)
        {
            throw new ImpossibleException($"{run.Name} ({run.Id}) {what}");
        }
    }
}
