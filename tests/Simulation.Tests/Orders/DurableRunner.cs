using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.Functions.Orchestrations;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>Runs orchestrations for one life of a process, over what earlier lives have kept.</summary>
/// <remarks>
/// The engine's own sessions replay and step, so code, retries, events and histories are what they are on
/// this host; only the file below them is left out, since the engine's simulation in the next folder shows
/// what becomes of that. So one seed costs milliseconds, and a crash can be had at every await.
/// </remarks>
internal sealed class DurableRunner
{
    internal static readonly FunctionIndex Functions = FunctionIndex.Of(typeof(OrderLifecycle).Assembly);

    private readonly DeskLife _life;
    private readonly DurableShelf _kept;
    private readonly ReplayServices _services;
    private readonly bool _replaysAlways;
    private readonly Dictionary<KeptInstance, OrchestrationSession> _sessions = [];
    private readonly Dictionary<KeptInstance, List<Message>> _mail = [];
    private readonly Dictionary<(KeptInstance, int), ITimer> _timers = [];

    internal DurableRunner(DeskLife life, DurableShelf kept, bool replaysAlways)
    {
        (_life, _kept, _replaysAlways) = (life, kept, replaysAlways);
        _services = new(
            life.Services, Functions, DurableShelf.Payloads, NullLoggerFactory.Instance, null, null);
    }

    /// <summary>Takes up what an earlier life has left.</summary>
    internal void Recover()
    {
        foreach (KeptInstance instance in _kept.Instances.Where(instance => !instance.HasEnded))
        {
            foreach (HistoryEvent call in instance.Activities.Values)
            {
                Begin(instance, call);
            }

            foreach ((int id, long due) in instance.Timers)
            {
                Arm(instance, id, due);
            }

            if (instance.Inbox.Count > 0)
            {
                Wake(instance);
            }
        }
    }

    /// <summary>Sees to it that an instance takes in its mail.</summary>
    internal void Wake(KeptInstance instance)
    {
        if (!instance.HasEnded && _mail.TryAdd(instance, []))
        {
            _life.Thread.Post(_ => Step(instance), null);
        }
    }

    private void Tell(KeptInstance instance, Message message)
    {
        // Whoever was replaced records nothing any more.
        if (_life.IsCurrent && !instance.HasEnded)
        {
            Wake(instance);
            _mail[instance].Add(message);
        }
    }

    private void Step(KeptInstance instance)
    {
        _mail.Remove(instance, out List<Message>? mail);
        if (!_life.IsCurrent || instance.HasEnded || !_life.Passes("before a step is kept"))
        {
            return;
        }

        if (!_sessions.TryGetValue(instance, out OrchestrationSession? session))
        {
            _sessions[instance] = session = instance.Load(_services, _kept);
        }

        List<Message> taken = [.. instance.Inbox, .. mail!];
        StepResult result = session.Step(taken, _life.Clock.GetUtcNow().UtcTicks);
        IReadOnlyList<KeptInstance> told = instance.Keep(result, _kept);
        _life.NoteStep(instance);
        if (result.HasEnded || result.Next is not null || _replaysAlways)
        {
            _sessions.Remove(instance);
        }

        if (_life.Passes("after a step was kept"))
        {
            Follow(instance, result);
            foreach (KeptInstance other in told)
            {
                Wake(other);
            }
        }
    }

    private void Follow(KeptInstance instance, StepResult result)
    {
        if (result.HasEnded || result.Next is not null)
        {
            foreach ((KeptInstance, int) timer in _timers.Keys.Where(key => key.Item1 == instance).ToArray())
            {
                Disarm(timer);
            }
        }

        foreach (HistoryEvent action in result.Actions)
        {
            if (action.Kind is EventKind.TaskScheduled && instance.Activities.ContainsValue(action))
            {
                Begin(instance, action);
            }
            else if (action.Kind is EventKind.TimerCreated && instance.Timers.ContainsKey(action.Id))
            {
                Arm(instance, action.Id, action.Ticks);
            }
            else if (action.Kind is EventKind.TimerCancelled)
            {
                Disarm((instance, action.Id));
            }
        }

        if (instance.Inbox.Count > 0)
        {
            Wake(instance);
        }
    }

    private void Begin(KeptInstance instance, HistoryEvent call) =>
        _life.Thread.Post(_ => _ = RunAsync(instance, instance.Row.Generation, call), null);

    private async Task RunAsync(KeptInstance instance, int generation, HistoryEvent call)
    {
        await _life.PassAsync($"before {call.Name}");
        FunctionEntry function = Functions.Find(call.Name!, FunctionKind.Activity)
            ?? throw new InvalidOperationException($"There is no activity {call.Name}.");
        HistoryEvent end;
        try
        {
            object? input = DurableShelf.Payloads.Deserialize(call.Payload, function.InputType);
            object? output = await function.InvokeAsync(_life.Services, input, null, CancellationToken.None);
            _life.NoteOutput(output);
            end = new()
            {
                Kind = EventKind.TaskCompleted, Id = call.Id,
                Payload = DurableShelf.Payloads.Serialize(output),
            };
        }
        catch (Exception failure)
        {
            // As on the engine: whatever an activity throws is its caller's to handle.
            _life.Note(call.Name!, failure);
            end = new()
            {
                Kind = EventKind.TaskFailed, Id = call.Id, Payload = Failure.Of(failure, null).Encode(),
            };
        }

        await _life.PassAsync($"after {call.Name}");
        Tell(instance, new(end, generation));
    }

    private void Arm(KeptInstance instance, int id, long due)
    {
        int generation = instance.Row.Generation;
        TimeSpan wait = TimeSpan.FromTicks(Math.Max(0, due - _life.Clock.GetUtcNow().UtcTicks));
        _timers[(instance, id)] = _life.Clock.CreateTimer(
            _ => Tell(instance, new(new() { Kind = EventKind.TimerFired, Id = id }, generation, Due: due)),
            null, wait, Timeout.InfiniteTimeSpan);
    }

    private void Disarm((KeptInstance, int) timer)
    {
        if (_timers.Remove(timer, out ITimer? armed))
        {
            armed.Dispose();
        }
    }
}
