using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Rewinding;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine;

/// <content>What follows from a commit, and from one that failed.</content>
internal sealed partial class EngineCore
{
    /// <summary>The step is on the disk; called on the writer's thread.</summary>
    internal void StepCommitted(StepCommit commit)
    {
        Counters.CountStep();
        if (!commit.Gone)
        {
            LeaveBehind(commit.Instance, commit.Result);
        }

        if (commit.Gone || commit.Result.HasEnded)
        {
            Drop(commit.Instance);
        }

        if (!commit.Gone)
        {
            SetFree(commit);
        }

        try
        {
            if (!commit.Gone)
            {
                Tell(commit.Instance, commit.Result);
            }
        }
        finally
        {
            // Whoever looks on may throw; neither the instance nor a caller hangs for that.
            Conclude(commit);
        }
    }

    // A rewind may take up what is under way when an instance fails. Not after a crash: those activities'
    // ends go by the store.
    private void LeaveBehind(Instance instance, StepResult result)
    {
        bool isUnderWay = instance.Activities > 0
            || result.Actions.Exists(action => action.Kind is EventKind.TaskScheduled);
        if (result.Failure is null || !isUnderWay || instance.IsRecovered)
        {
            return;
        }

        // In its place before the instance is closed: an end finds the one or the other.
        Heritage heritage = new(result.Row.Generation);
        instance.Heritage = heritage;
        _heritages[instance.Key] = heritage;
        if (!result.Begun)
        {
            // What failed for its code's sake took nothing in.
            result.Mail.ForEach(message => heritage.Take(message.Event, message.Generation));
        }
    }

    private void Tell(Instance instance, StepResult result)
    {
        Log(result);
        StepSpans.Emit(instance, result);
        if (result.IsStuck && !instance.IsStuck)
        {
            Counters.CountStuck();
            _logger.Stuck(result.Row.Name, result.Row.Id);
        }
    }

    private void Conclude(StepCommit commit)
    {
        Instance instance = commit.Instance;
        StepResult result = commit.Result;
        if (!commit.Gone)
        {
            instance.Status = result.Status;
            instance.IsMarked = false;
            instance.StepAttempts = 0;
            instance.Steps++;
            instance.IsStuck = result.IsStuck;
            Table.Notify(instance.Id, result.Status);
        }

        if (result.Next is not null || result.HasEnded || commit.Gone || _options.ReplayAlways)
        {
            instance.Session = null;
        }

        Acknowledge(result, instance, commit.Gone);
        if (result.Next is not null && !commit.Gone)
        {
            Wheel.CancelAll(instance);
            Post(instance, new(new() { Kind = EventKind.Started }));
        }

        Release(instance);
    }

    /// <summary>Nothing of the step was kept; called on the writer's thread.</summary>
    internal void StepFailed(Instance instance, List<Message> mail, Exception reason)
    {
        // The code has run ahead of its history, so it is replayed. Callers hear of the failure and decide
        // themselves.
        instance.Session = null;
        foreach (Message message in mail)
        {
            message.Ack?.TrySetException(reason);
            if (message.InboxSeq == 0)
            {
                // Nothing of it is in the store, so neither is what its reference was to.
                message.Event.Reference = null;
            }
        }

        instance.Return(mail.Where(message => message.Ack is null));
        Careful.Done(instance);
        _ = TryAgainAsync(instance);

        if (!_stoppingToken.IsCancellationRequested)
        {
            _logger.StepFailed(reason, instance.Id);
        }
    }

    private void SetFree(StepCommit commit)
    {
        StepResult result = commit.Result;
        foreach (HistoryEvent action in result.Actions)
        {
            if (action.Kind is EventKind.TaskScheduled)
            {
                RunActivity(new(commit.Instance, result.Row.Generation, action));
            }
            else if (action.Kind is EventKind.TimerCreated && !result.HasEnded && result.Next is null)
            {
                var fired = new HistoryEvent { Kind = EventKind.TimerFired, Id = action.Id };
                Wheel.Add(new(commit.Instance, result.Row.Generation, fired, action.Ticks));
            }
            else if (action.Kind is EventKind.TimerCancelled)
            {
                Wheel.Cancel(commit.Instance, action.Id);
            }
        }

        foreach (InstanceRow child in commit.Started)
        {
            Begin(child);
        }

        foreach ((long key, Message message) in commit.Deliveries)
        {
            if (Table.Find(key) is { } target)
            {
                Post(target, message);
            }
        }
    }

    private static void Acknowledge(StepResult result, Instance instance, bool gone)
    {
        foreach (Message message in result.Refused)
        {
            string state = message.Event.Kind is EventKind.Suspended
                ? "is suspended already"
                : "is not suspended";
            message.Ack?.TrySetException(new InstanceStateException(instance.Id, state));
        }

        foreach (Message message in result.Mail)
        {
            if (gone)
            {
                message.Ack?.TrySetException(new InstanceStateException(instance.Id, "has ended"));
            }
            else
            {
                message.Ack?.TrySetResult();
            }
        }
    }

    private async Task TryAgainAsync(Instance instance)
    {
        try
        {
            await PauseAsync();
            Schedule(instance);
        }
        catch (OperationCanceledException)
        {
            // The engine stops; the store knows all that the next start needs.
            if (instance.IsAwaited)
            {
                Recovering.Leave();
            }

            _stepping.Leave();
            Idle.Leave();
        }
    }

    private void Log(StepResult result)
    {
        if (result.Row.Generation == 0 && result.Mail.Exists(mail => mail.Event.Kind is EventKind.Started))
        {
            _logger.OrchestrationStarted(result.Row.Name, result.Row.Id);
        }

        if (result.Failure is { } failure)
        {
            _logger.OrchestrationFailed(
                result.Row.Name, result.Row.Id, failure.Details.ErrorType, failure.Details.ErrorMessage);
        }
        else if (result.HasEnded)
        {
            _logger.OrchestrationCompleted(result.Row.Name, result.Row.Id, $"{result.Status}");
        }
    }
}
