using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <content>What is done again after a process that did not end in order.</content>
internal sealed partial class EngineCore
{
    private readonly Lock _lifeGate = new();
    private Life _life;
    private bool _lifeEnded;

    /// <summary>Activities that were in flight.</summary>
    internal RepeatedActivities Repeats { get; }

    /// <summary>Steps that may have ended the former processes.</summary>
    internal CarefulSteps Careful { get; }

    /// <summary>How often the same work may end the process.</summary>
    internal int MaxAttempts => _options.MaxAttempts;

    /// <summary>Counts what was taken up at the start and has not come to rest yet.</summary>
    internal IdleGate Recovering { get; } = new();

    /// <summary>Notes that this process works on the store, and that the former one did not end in
    /// order if it did not.</summary>
    internal void BeginLife(Life former)
    {
        _life = former.Next;
        Careful.IsOn = _life.IsCareful;
        Send(new LifeCommit(_life, null, LifeNotNoted));
        if (_life.Crashes > 0)
        {
            Idle.Enter();
            Recovering.Enter();
        }
    }

    /// <summary>Everything that was unfinished has been taken up.</summary>
    internal void TakenUp()
    {
        Repeats.Next();
        Careful.Begin();
        if (_life.Crashes > 0)
        {
            _ = CalmDownAsync();
            Recovering.Leave();
        }
    }

    /// <summary>Notes that the process ends in order.</summary>
    internal void EndLife()
    {
        lock (_lifeGate)
        {
            _lifeEnded = true;
            Send(new LifeCommit(_life with { Running = false }, null, LifeNotNoted));
        }
    }

    /// <summary>Sends a command that tells itself what became of it; to a closed store it is not
    /// sent.</summary>
    internal void Send(StoreCommand command)
    {
        if (Store.IsClosed)
        {
            return;
        }

        try
        {
            Store.Writer.Send(command);
        }
        catch (ObjectDisposedException)
        {
            // Closed in between: the next start reads from the store what there is to do.
        }
    }

    /// <summary>Waits as long as the store is left in peace after a failed commit.</summary>
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    internal Task PauseAsync() => Task.Delay(_options.StoreRetryDelay, Clock, _stoppingToken);

    /// <summary>Does something when the store may be back.</summary>
    internal void Later(Action again) => _ = LaterAsync(again);

    /// <summary>Runs an activity again whose mark is on the disk.</summary>
    internal void Repeat(ActivityWork work)
    {
        Counters.CountRepeatedActivity();
        _logger.ActivityRepeated(
            work.Call.Name!, work.Call.Id, work.Instance.Id, work.Attempt, _options.MaxAttempts);
        RunActivity(work);
    }

    /// <summary>Takes a step again whose mark is on the disk.</summary>
    internal void RepeatStep(Instance instance, int attempt)
    {
        Counters.CountRepeatedStep();
        _logger.StepRepeated(instance.Id, attempt, _options.MaxAttempts);
        _steps.Add(instance);
    }

    /// <summary>Fails an activity for good, or begins it again.</summary>
    /// <param name="work">With the number of the attempt that it is going to be.</param>
    /// <param name="marked">Whether attempts count, as the former process did not end in order or the
    /// activity was under suspicion before.</param>
    internal void TakeUp(ActivityWork work, bool marked)
    {
        HistoryEvent call = work.Call;
        if (marked && work.Attempt > _options.MaxAttempts)
        {
            PoisonWorkException poison = new(
                $"Activity '{call.Name}' (#{call.Id})", work.Instance.Id, work.Attempt - 1);
            Counters.CountPoisonWork();
            _logger.PoisonWork(poison.Message);
            Post(work.Instance, new(
                new()
                {
                    Kind = EventKind.TaskFailed,
                    Id = call.Id,
                    Payload = Failure.Of(poison, null).Encode(),
                },
                work.Generation));
        }
        else if (marked)
        {
            Repeats.Add(work with { IsMarked = true });
        }
        else
        {
            Repeat(work);
        }
    }

    /// <summary>Fails an instance whose step was begun too often; its code is not run again.</summary>
    internal void Poison(Instance instance)
    {
        PoisonWorkException poison = new("A step", instance.Id, instance.StepAttempts);
        Counters.CountPoisonWork();
        _logger.PoisonWork(poison.Message);
        instance.Refusal = poison;
        Post(instance, new(new() { Kind = EventKind.Escaped }));
    }

    private void Schedule(Instance instance)
    {
        if (instance.IsRecovered && instance.Refusal is null && Careful.IsOn)
        {
            Careful.Add(instance);
        }
        else
        {
            _steps.Add(instance);
        }
    }

    private async Task CalmDownAsync()
    {
        await Recovering.WhenIdleAsync();
        lock (_lifeGate)
        {
            // What a stop interrupts has not come to rest, and nothing is noted behind the end.
            if (IsStopping || _lifeEnded)
            {
                Idle.Leave();
                return;
            }

            Careful.IsOn = false;
            _life = _life with { Crashes = 0 };
            Send(new LifeCommit(_life, Idle.Leave, reason =>
            {
                LifeNotNoted(reason);
                Idle.Leave();
            }));
        }
    }

    private async Task LaterAsync(Action again)
    {
        try
        {
            await PauseAsync();
            again();
        }
        catch (OperationCanceledException)
        {
            // The engine stops; the store knows all that the next start needs.
        }
    }

    private void LifeNotNoted(Exception reason) => _logger.LifeNotNoted(reason);
}
