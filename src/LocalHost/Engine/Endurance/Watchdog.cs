using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Endurance;

/// <summary>Looks from time to time whether what instances wait for is really on its way.</summary>
/// <remarks>
/// A fault of the engine's own must not mean that an instance hangs in silence. Only instances are looked at
/// that have rested since the last round, and only what was missing in two rounds is set going again, so
/// that nothing is taken for lost that is just changing hands.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    /// <summary>How often it looks.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly EngineCore _core;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _busy;

    /// <summary>Makes one that sleeps.</summary>
    /// <param name="core">Whose instances it looks at.</param>
    /// <param name="logger">Hears of what was lost.</param>
    internal Watchdog(EngineCore core, ILogger logger)
    {
        _core = core;
        _logger = logger;
        _timer = core.Clock.CreateTimer(
            _ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to look.</summary>
    internal void Start() => _timer.Change(Interval, Interval);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    // Two rounds at once would take what one has just seen for what two have.
    private void Wake()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            try
            {
                Look();
            }
            finally
            {
                Volatile.Write(ref _busy, 0);
            }
        }
    }

    private void Look()
    {
        foreach (Instance instance in _core.Table.All)
        {
            if (_core.IsStopping)
            {
                return;
            }

            if (instance.IsBusy || instance.Parked is not null || instance.Seen.Steps != instance.Steps)
            {
                instance.Seen = (instance.Steps, false);
                continue;
            }

            try
            {
                LookAt(instance);
            }
            catch (Exception fault)
            {
                // The store may be away, or closed; the others and the next round are not held up.
                _logger.NotWatched(fault, instance.Id);
            }
        }
    }

    private void LookAt(Instance instance)
    {
        if (_core.Store.Read(connection => Waiting.Read(connection, instance.Key)) is not { } waiting)
        {
            return;
        }

        List<Missing> missing = [.. Find(instance, waiting)];
        if (missing.Count == 0 || instance.IsBusy || instance.Seen.Steps != instance.Steps)
        {
            instance.Seen = (instance.Steps, false);
        }
        else if (!instance.Seen.IsSuspect)
        {
            instance.Seen = (instance.Steps, true);
        }
        else
        {
            instance.Seen = (instance.Steps, false);
            missing.ForEach(lost => Repair(instance, lost));
        }
    }

    private void Repair(Instance instance, Missing lost)
    {
        if (lost.SetGoing is not { } again)
        {
            _logger.Lost(lost.What, instance.Id);
            return;
        }

        _core.Counters.CountRepair();
        _logger.Repaired(lost.What, instance.Id);
        again();
    }

    private IEnumerable<Missing> Find(Instance instance, Waiting waiting)
    {
        InstanceRow row = waiting.Row;
        if (!waiting.Open.Started && !_core.Wheel.Has(instance, -1))
        {
            yield return new("the start", () => _core.Start(instance, row.StartAt));
        }

        foreach (Message message in waiting.Inbox)
        {
            yield return new($"{message.Event}", () => _core.Post(instance, message));
        }

        foreach (HistoryEvent timer in waiting.Open.Timers
            .Where(timer => !_core.Wheel.Has(instance, timer.Id)))
        {
            HistoryEvent fired = new() { Kind = EventKind.TimerFired, Id = timer.Id };
            yield return new(
                $"{timer}", () => _core.Wheel.Add(new(instance, row.Generation, fired, timer.Ticks)));
        }

        // Those in flight are counted, not listed: while some are, it is not known which are lost.
        if (waiting.Open.Activities.Count > 0 && instance.Activities == 0)
        {
            foreach (HistoryEvent call in waiting.Open.Activities)
            {
                ActivityWork work = new(instance, row.Generation, call, Attempt: 2);
                yield return new($"{call}", () => _core.TakeUp(work, marked: false));
            }
        }

        foreach ((HistoryEvent call, ChildEnd? child) in waiting.Children)
        {
            if (child is not { IsLive: true })
            {
                yield return new($"the answer of {call}", () => Answer(instance, row, call, child));
            }
            else if (_core.Table.Find(child.Key) is null)
            {
                yield return new($"{call}", null);
            }
        }
    }

    private void Answer(Instance instance, InstanceRow row, HistoryEvent call, ChildEnd? child)
    {
        Failure? failure = child is null
            ? Failure.Of("TradingBase.LostChild", $"Sub-orchestration '{call.Target}' is gone.")
            : child.Status is OrchestrationRuntimeStatus.Completed ? null
            : child.Failure is { } kept ? Failure.Decode(kept)
            : Failure.Of("Terminated", $"Orchestration instance '{call.Target}' was terminated.");
        HistoryEvent end = new()
        {
            Kind = failure is null ? EventKind.ChildCompleted : EventKind.ChildFailed,
            Id = call.Id,
            Payload = failure is null ? child!.Output : failure.Encode(),
        };
        _core.Send(new TellCommit(
            _core, instance, new(end, row.Generation, _core.Table.NextSeq())));
    }

    /// <param name="What">What does not come.</param>
    /// <param name="SetGoing">Makes it come; null when only the next start can.</param>
    private sealed record Missing(string What, Action? SetGoing);
}
