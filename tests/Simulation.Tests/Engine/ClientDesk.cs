using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>The engine's clients: they ask, and remember what they were told.</summary>
/// <param name="observer">Knows the children.</param>
/// <param name="trace">Gets a line for each call and each answer.</param>
/// <param name="early">Whether answers are taken for given when the call is made; a planted fault.</param>
internal sealed class ClientDesk(Observer observer, Trace trace, bool early)
{
    internal const int Clients = 4;

    private readonly bool[] _busy = new bool[Clients];
    private readonly Dictionary<string, int> _callsOf = [];
    private readonly HashSet<string> _changing = [];
    private EngineLife _life = null!;
    private readonly List<string> _unanswered = [];
    private int _payload;

    internal List<SimulatedRun> Runs { get; } = [];

    internal List<Raised> Events { get; } = [];

    /// <summary>Whom a call can be made for: all that were started and all children that were seen.</summary>
    internal IReadOnlyList<SimulatedRun> Known
    {
        get
        {
            foreach ((string run, (string id, ProgramInput program)) in observer.Runs)
            {
                if (program.Run.Contains('/', StringComparison.Ordinal)
                    && !Runs.Exists(known => known.Name == run))
                {
                    Runs.Add(new(id, program) { IsChild = true, Start = Fate.Kept });
                }
            }

            return Runs;
        }
    }

    /// <summary>Calls that have no answer yet.</summary>
    internal IReadOnlyList<string> Unanswered => _unanswered;

    /// <summary>Runs whose end is waited for.</summary>
    internal List<SimulatedRun> Awaited { get; } = [];

    internal bool IsFree(int client) => !_busy[client];

    /// <summary>Whether calls for an id are on their way.</summary>
    internal bool IsAsked(string id) => _callsOf.GetValueOrDefault(id) > 0;

    /// <summary>Whether an id is about to change hands, so that nobody else should call for it.</summary>
    internal bool IsChanging(string id) => _changing.Contains(id);

    /// <summary>From now on calls go to this life of the engine.</summary>
    internal void Begin(EngineLife life) => _life = life;

    /// <summary>The process ended: no answer comes any more.</summary>
    internal void Forget()
    {
        Array.Clear(_busy);
        _callsOf.Clear();
        _changing.Clear();
        _unanswered.Clear();
        Awaited.Clear();
        foreach (SimulatedRun run in Runs)
        {
            run.IsSteered = false;
            run.Start = run.Start is Fate.Asked ? Fate.Unknown : run.Start;
        }

        foreach (Raised raised in Events.Where(raised => raised.Fate is Fate.Asked))
        {
            raised.Fate = Fate.Unknown;
        }
    }

    internal void Start(int client, SimulatedRun run, SimulatedRun? former, bool anyway, DateTimeOffset? at)
    {
        bool wasGone = former?.MayBeGone ?? false;
        Runs.Add(run);
        _changing.Add(run.Id);
        former?.MayBeGone = true;
        var options = new StartOrchestrationOptions(run.Id, at)
        {
            DedupeStatuses = anyway ? [] : null,
        };
        run.Start = early ? Fate.Kept : Fate.Asked;
        Ask(client, run, $"start {run.Name} as {run.Id}", async () =>
        {
            await _life.Client.ScheduleNewOrchestrationInstanceAsync(
                SimulatedProgram.Name, run.Program, options);
            run.Start = Fate.Kept;
        },
        refusal =>
        {
            run.Start = Refused(refusal);
            former?.MayBeGone = wasGone;
            return refusal is OrchestrationAlreadyExistsException && former is not null && !anyway;
        },
        changes: true);
    }

    internal void Raise(int client, SimulatedRun run, string name)
    {
        var raised = new Raised(++_payload, run, name, client) { Fate = early ? Fate.Kept : Fate.Asked };
        Events.Add(raised);
        Ask(client, run, $"raise {name} {raised.Payload} for {run.Name}", async () =>
        {
            await _life.Client.RaiseEventAsync(run.Id, name, raised.Payload);
            raised.Fate = Fate.Kept;
        },
        refusal =>
        {
            raised.Fate = Refused(refusal);
            return HasEnded(run, refusal);
        });
    }

    internal void Terminate(int client, SimulatedRun run, bool recursive)
    {
        run.TerminationAsked = true;
        run.RecursiveTerminationAsked |= recursive;
        Ask(client, run, $"terminate {run.Name}{(recursive ? " with its children" : "")}", async () =>
        {
            await _life.Client.TerminateInstanceAsync(
                run.Id, new TerminateInstanceOptions($"end of {run.Name}", recursive));
            run.TerminationKept = true;
            run.RecursiveTerminationKept |= recursive;
        },
        refusal => HasEnded(run, refusal));
    }

    internal void Steer(int client, SimulatedRun run, bool suspend)
    {
        run.IsSteered = true;
        Ask(client, run, $"{(suspend ? "suspend" : "resume")} {run.Name}", async () =>
        {
            await (suspend
                ? _life.Client.SuspendInstanceAsync(run.Id, "for a while")
                : _life.Client.ResumeInstanceAsync(run.Id));
            run.IsSteered = false;
            OrchestrationRuntimeStatus? status = _life.IsSick ? null : Find(run)?.RuntimeStatus;
            if (suspend && status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending)
            {
                observer.Wrongs.Add($"{run.Name} was suspended and is {status}");
            }
        },
        refusal =>
        {
            run.IsSteered = false;
            return HasEnded(run, refusal) || refusal is InstanceStateException;
        });
    }

    internal void Purge(int client, SimulatedRun run, bool recursive)
    {
        OrchestrationMetadata? before = _life.IsSick ? null : Find(run);
        run.MayBeGone = true;
        _changing.Add(run.Id);
        foreach (SimulatedRun below in Known.Where(below => recursive && IsBelow(below, run)))
        {
            below.MayBeGone = true;
        }

        Ask(client, run, $"purge {run.Name}", async () =>
        {
            PurgeResult result = await _life.Client.PurgeInstanceAsync(
                run.Id, new PurgeInstanceOptions(recursive));
            run.Purged = result.PurgedInstanceCount > 0;
            if (!run.Purged && !run.IsChild && before is { IsCompleted: true })
            {
                observer.Wrongs.Add($"{run.Name} had ended and was not purged");
            }
        },
        _ => false,
        changes: true);
    }

    internal void Rewind(int client, SimulatedRun run)
    {
        observer.Again(run);
        foreach (SimulatedRun below in Known.Where(below => below == run || IsBelow(below, run)))
        {
            below.Again = true;
        }

        Ask(client, run, $"rewind {run.Name}",
            () => _life.Client.RewindInstanceAsync(run.Id, "to see what comes of it"),
            refusal => refusal switch
            {
                InstanceNotFoundException => run.MayBeGone,
                InstanceStateException => _life.IsSick || run.MayBeGone
                    || Find(run)?.RuntimeStatus is not OrchestrationRuntimeStatus.Failed,
                _ => false,
            });
    }

    /// <summary>Waits for the end of a run; no client is busy with that.</summary>
    internal void Wait(SimulatedRun run)
    {
        trace.Add($"  wait for {run.Name}");
        Awaited.Add(run);
        _life.Thread.Run(() => _ = Wait());

        async Task Wait()
        {
            try
            {
                OrchestrationMetadata end = await _life.Client.WaitForInstanceCompletionAsync(run.Id, true);
                trace.Add($"  {run.Id} ended: {end.RuntimeStatus}");
                if (!end.IsCompleted)
                {
                    observer.Wrongs.Add($"{run.Id} was said to have ended and is {end.RuntimeStatus}");
                }

                SimulatedRun? ended = Known.FirstOrDefault(
                    known => known.Id == run.Id && end.SerializedInput!.Contains(
                        $"\"{known.Name}\"", StringComparison.Ordinal));
                ended?.End = end;
                Awaited.Remove(run);
            }
            catch (Exception refusal) when (IsTrouble(refusal)
                || (refusal is InstanceNotFoundException && run.MayBeGone))
            {
                trace.Add($"  wait for {run.Name}: {refusal.GetType().Name}");
                Awaited.Remove(run);
            }
            catch (Exception refusal) when (refusal is not ImpossibleException)
            {
                observer.Wrongs.Add($"waiting for {run.Name}: {refusal}");
            }
        }
    }

    /// <summary>Whether one run is a child, or a child's child, of another.</summary>
    internal static bool IsBelow(SimulatedRun run, SimulatedRun parent) =>
        run.Name.StartsWith(parent.Name + "/", StringComparison.Ordinal);

    private void Ask(int client, SimulatedRun run, string what,
        Func<Task> call, Func<Exception, bool> isExpected, bool changes = false)
    {
        EngineLife life = _life;
        trace.Add($"  client {client}: {what}");
        _busy[client] = true;
        _unanswered.Add(what);
        _callsOf[run.Id] = _callsOf.GetValueOrDefault(run.Id) + 1;
        life.Thread.Run(() => _ = Call());

        async Task Call()
        {
            try
            {
                await call();
                trace.Add($"  client {client}: done: {what}");
            }
            catch (Exception refusal)
            {
                trace.Add($"  client {client}: {refusal.GetType().Name}: {what}");
                if (!isExpected(refusal) && !IsTrouble(refusal))
                {
                    observer.Wrongs.Add($"{what}: {refusal}");
                }
            }

            _busy[client] = false;
            _unanswered.Remove(what);
            _callsOf[run.Id]--;
            if (changes)
            {
                _changing.Remove(run.Id);
            }
        }
    }

    // A doubtful write may be found after a crash.
    private static Fate Refused(Exception refusal) =>
        refusal is StoreUnavailableException { IsDoubtful: true } ? Fate.Unknown : Fate.Refused;

    private bool IsTrouble(Exception refusal) =>
        (refusal is StoreUnavailableException && _life.WasSick)
        || (refusal is ObjectDisposedException && _life.Stopping is not null);

    private bool HasEnded(SimulatedRun run, Exception refusal) => refusal switch
    {
        InstanceNotFoundException => run.MayBeGone,
        InstanceStateException => _life.IsSick || run.MayBeGone || Find(run) is null or { IsCompleted: true },
        _ => false,
    };

    private OrchestrationMetadata? Find(SimulatedRun run) =>
        _life.Client.GetInstanceAsync(run.Id).GetAwaiter().GetResult();
}
