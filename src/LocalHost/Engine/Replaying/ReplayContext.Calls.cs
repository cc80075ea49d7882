using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <content>Activities, sub-orchestrations, timers and events.</content>
internal sealed partial class ReplayContext
{
    /// <inheritdoc/>
    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null)
    {
        CheckInput(input);
        byte[]? payload = _services.Payloads.Serialize(input);
        return CallAsync<TResult>(name, options, new HistoryEvent
        {
            Kind = EventKind.TaskScheduled,
            Name = name,
            Payload = payload,
            Tags = Tags(options),
            Version = options?.Version is { } version ? version.Version : _row.Version,
        });
    }

    /// <inheritdoc/>
    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        CheckInput(input);
        byte[]? body = _services.Payloads.Serialize(input);
        byte[]? fingerprint = HistoryEvent.Fingerprint(body);

        // One id for all attempts, as the retries belong to one child; the store replaces a failed one.
        string id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        EntityIds.Refuse(id, nameof(options));
        if (id == InstanceId)
        {
            throw new ArgumentException(
                $"A sub-orchestration has an id of its own, not its parent's '{id}'.", nameof(options));
        }

        return CallAsync<TResult>(orchestratorName, options, new HistoryEvent
        {
            Kind = EventKind.ChildScheduled,
            Name = orchestratorName,
            Target = id,
            Payload = fingerprint,
            Body = body,
            Tags = Tags(options),
            Version = options?.Version is { } version ? version.Version : _services.DefaultVersion,
        });
    }

    /// <inheritdoc/>
    /// <remarks>A local time is converted; a time of no kind is taken for UTC.</remarks>
    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        DateTime due = fireAt.Kind is DateTimeKind.Local ? fireAt.ToUniversalTime() : fireAt;
        while (_services.MaximumTimerInterval is { } longest && due - _now > longest)
        {
            await OneTimerAsync(_now + longest, cancellationToken);
        }

        await OneTimerAsync(due, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<T> WaitForExternalEvent<T>(
        string eventName, CancellationToken cancellationToken = default)
    {
        CheckThread();
        return _events.WaitAsync<T>(eventName, cancellationToken);
    }

    /// <inheritdoc/>
    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        CheckThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        EntityIds.Refuse(instanceId);
        byte[]? body = _services.Payloads.Serialize(payload);
        _actions.Add(new()
        {
            Kind = EventKind.EventSent,
            Id = _nextId++,
            Name = eventName,
            Target = instanceId,
            Payload = HistoryEvent.Fingerprint(body),
            Body = body,
        });
    }

    // A call has its caller's tags too; its own come before them.
    private Dictionary<string, string>? Tags(TaskOptions? options)
    {
        if (_row.Tags is null && options?.Tags is null)
        {
            return null;
        }

        Dictionary<string, string> tags = _row.Tags is { } callers ? new(callers) : [];
        foreach (string name in options?.Tags?.Keys ?? [])
        {
            tags[name] = options!.Tags![name];
        }

        return tags.Count == 0 ? null : tags;
    }

    private static void CheckInput(object? input)
    {
        if (input is TaskOptions)
        {
            throw new ArgumentException(
                "Task options were given as the input; name the argument 'options:' or give the input too.",
                nameof(input));
        }
    }

    private Task<T> CallAsync<T>(TaskName name, TaskOptions? options, HistoryEvent call)
    {
        CheckThread();
        if (options?.Retry is { } retry)
        {
            return RetriedAsync<T>(name, retry, call);
        }

        call.Id = _nextId++;
        var open = new OpenCall<T>(_services.Payloads, name.Name, call.Id);
        Open(call, open);
        return open.Task;
    }

    private async Task<T> RetriedAsync<T>(TaskName name, TaskRetryOptions retry, HistoryEvent call)
    {
        var retries = new Retries(this, name, retry);
        while (true)
        {
            HistoryEvent asked = call.As(_nextId++);
            var open = new OpenTask();
            Open(asked, open);
            TaskOutcome outcome = await open.Task;
            if (outcome.Failure is not { } failure)
            {
                return _services.Payloads.Deserialize<T>(outcome.Result)!;
            }

            if (!await retries.AgainAsync(asked, failure))
            {
                throw new TaskFailedException(name, asked.Id, failure.Details);
            }
        }
    }

    private async Task OneTimerAsync(DateTime due, CancellationToken cancellationToken)
    {
        CheckThread();
        cancellationToken.ThrowIfCancellationRequested();
        int id = _nextId++;
        var timer = new OpenTask();
        Open(new() { Kind = EventKind.TimerCreated, Id = id, Ticks = due.Ticks }, timer);
        using CancellationTokenRegistration cancelled = cancellationToken.Register(() =>
        {
            // A token that the wall clock cancels comes from another thread, at another moment on replay.
            if (_thread.MayGoOn() && _open.Remove(id))
            {
                _actions.Add(new() { Kind = EventKind.TimerCancelled, Id = id });
                timer.TrySetCanceled(cancellationToken);
            }
        });
        await timer.Task;
    }

    private void Open(HistoryEvent action, IOpenTask open)
    {
        _open.Add(action.Id, open);
        _actions.Add(action);
    }
}
