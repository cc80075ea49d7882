using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Metering;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <summary>Moves instances from step to step: mail in, one commit, and what follows from it out.</summary>
/// <remarks>
/// Effects follow a commit, never precede it: an activity starts, a timer runs and a message is handed over
/// only when the step that asked for it is on the disk. What a commit sets free is queued on the writer's
/// thread and done elsewhere.
/// </remarks>
internal sealed partial class EngineCore : IDisposable
{
    private readonly EngineOptions _options;
    private readonly WorkScheduler _scheduler;
    private readonly ReplayServices _services;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stoppingToken;
    private readonly IdleGate _stepping = new();
    private readonly BoundedWorkers<Instance> _steps;
    private readonly BoundedWorkers<ActivityWork> _activities;
    private readonly ActivityRunner _runner;
    private readonly PayloadShelf _shelf;

    internal EngineCore(
        StoreFile store,
        ReplayServices services,
        TimeProvider clock,
        EngineOptions options,
        WorkScheduler scheduler)
    {
        Store = store;
        Clock = clock;
        _scheduler = scheduler;
        _services = services;
        _options = options;
        _logger = services.Loggers.CreateLogger<EngineCore>();
        _stoppingToken = _stopping.Token;
        _shelf = new(store, Table, options.MaxStepBytes);
        _runner = new(services, _shelf, options.MaxAttempts, _stoppingToken);
        _steps = new(scheduler, options.MaxOrchestrations, TakeStep);
        _activities = new(scheduler, options.MaxActivities, RunActivityAsync);
        Repeats = new(this, options.MaxActivities);
        Careful = new(this);
        Cache = new(options.MaxInstancesInMemory);
        Wheel = new(clock, entry =>
            Post(entry.Instance, new(entry.Event, entry.Generation, Due: entry.Due)));
    }

    internal StoreFile Store { get; }

    internal TimeProvider Clock { get; }

    internal InstanceTable Table { get; } = new();

    internal TimerWheel Wheel { get; }

    internal SessionCache Cache { get; }

    internal IdleGate Idle { get; } = new();

    internal EngineCounters Counters { get; } = new();

    /// <summary>Whether what the store says is unfinished has been taken up.</summary>
    internal bool Started { get; set; }

    /// <summary>Whether nothing more is begun.</summary>
    internal bool IsStopping => _stoppingToken.IsCancellationRequested || Store.IsClosed;

    /// <summary>Whether nothing is taken in any more.</summary>
    internal bool Stopped { get; private set; }

    /// <summary>The version of starts that name none; null for none.</summary>
    internal string? DefaultVersion => _options.Versions.Default;

    /// <summary>Whether steering that changes nothing is passed over in silence.</summary>
    internal bool ToleratesIdleSteering => _options.ToleratesIdleSteering;

    /// <summary>What replayed code needs.</summary>
    internal ReplayServices Services => _services;

    /// <summary>What is at hand now, and what was done since the start.</summary>
    internal EngineFigures Figures => new(
        Table.Count,
        _steps.Waiting,
        Cache.Count,
        _activities.Active,
        _activities.Waiting,
        Wheel.Count,
        Counters.Steps,
        Store.Writer.Commits,
        Store.Writer.Commands,
        Counters.Replays,
        Cache.Evictions,
        Counters.RepeatedActivities,
        Counters.RepeatedSteps,
        Counters.Repairs,
        Counters.PoisonWork);

    internal long Now => Clock.GetUtcNow().UtcTicks;

    /// <summary>Hands a message to an instance.</summary>
    /// <returns>False when the instance takes nothing more.</returns>
    internal bool Post(Instance instance, in Message message)
    {
        // Counted before it is scheduled, or it might be done before it is counted.
        Idle.Enter();
        bool taken = instance.TryPost(message, out bool schedule);
        if (!taken)
        {
            message.Ack?.TrySetException(Refusal(instance));
        }

        if (schedule)
        {
            _stepping.Enter();
            if (instance.IsAwaited)
            {
                Recovering.Enter();
            }

            Schedule(instance);
        }
        else
        {
            Idle.Leave();
        }

        return taken;
    }

    /// <summary>Takes up an instance that the store now holds.</summary>
    internal void Begin(InstanceRow row)
    {
        var instance = new Instance(row.Key, row.Id)
        {
            Fresh = row.StartAt is null ? row : null,
            Trace = row.Trace,
        };
        Admit(instance);
        Start(instance, row.StartAt);
    }

    /// <summary>Lets an instance be found; after the stop it takes nothing, as the others do.</summary>
    internal void Admit(Instance instance)
    {
        Table.Add(instance);

        // Looked at after it is in its place, so that the stop and it cannot miss each other.
        if (Stopped)
        {
            Close(instance);
        }
    }

    /// <summary>Starts an instance's code, now or at its time.</summary>
    internal void Start(Instance instance, long? startAt)
    {
        var started = new HistoryEvent { Kind = EventKind.Started };
        if (startAt is { } due && due > Now)
        {
            Wheel.Add(new(instance, null, started, due));
        }
        else
        {
            Post(instance, new(started));
        }
    }

    /// <summary>Takes an instance out that has ended, was replaced or was purged.</summary>
    internal void Drop(Instance instance)
    {
        Wheel.CancelAll(instance);
        Cache.Remove(instance);
        Table.Remove(instance);
        Close(instance);
        instance.TryForget();
    }

    private void Close(Instance instance)
    {
        foreach (Message message in instance.Close())
        {
            instance.Heritage?.Take(message.Event, message.Generation);
            message.Ack?.TrySetException(Refusal(instance));
        }
    }

    private Exception Refusal(Instance instance) =>
        Stopped ? Over() : new InstanceStateException(instance.Id, "has ended");

    private ValueTask TakeStep(Instance instance)
    {
        List<Message> mail = instance.Take();
        try
        {
            Cache.Touch(instance);
            if (instance.Session is null && !TryLoad(instance, mail))
            {
                return ValueTask.CompletedTask;
            }

            OrchestrationSession session = instance.Session!;
            StepResult result = session.Step(mail, Now);
            if (result.IsEmpty && !instance.IsMarked)
            {
                Acknowledge(result, instance, gone: false);
                Release(instance);
            }
            else
            {
                Store.Writer.Send(new StepCommit(instance, result, this));
            }
        }
        catch (StepTooLargeException refusal)
        {
            // The same step would be as large when it is taken again.
            instance.Refusal = refusal;
            StepFailed(instance, mail, refusal);
        }
        catch (Exception fault)
        {
            // The store's trouble is not the orchestration's: the step is taken again when the store is back.
            StepFailed(instance, mail, fault);
        }

        return ValueTask.CompletedTask;
    }

    private void Release(Instance instance)
    {
        if (instance.IsRecovered)
        {
            Careful.Done(instance);
        }

        bool more = instance.Release(out bool awaitedNoMore);
        if (awaitedNoMore)
        {
            Recovering.Leave();
        }

        if (more)
        {
            Schedule(instance);
        }
        else
        {
            if (instance.IsClosed)
            {
                // It was replaced while it took this step.
                Cache.Remove(instance);
                instance.TryForget();
            }

            _stepping.Leave();
            Idle.Leave();
        }
    }
}
