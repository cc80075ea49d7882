using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>An instance's code and history in memory: it turns mail into a step, and a history into the same
/// code.</summary>
internal sealed partial class OrchestrationSession
{
    private readonly ReplayContext _context;
    private readonly SuspensionGate _gate;
    private readonly ReplayServices _services;
    private readonly SessionHistory _history;
    private readonly SessionSpans? _spans;
    private long _lastTicks;
    private volatile bool _escaped;
    private Failure? _failed;
    private NonDeterministicOrchestrationException? _diverged;
    private bool _withoutCode;

    internal OrchestrationSession(
        InstanceRow row, ReplayServices services, IPayloadShelf shelf, Action wake)
    {
        Row = row;
        _services = services;
        _history = new(shelf);
        _spans = row.Trace is null ? null : new();
        _context = new(row, services, () =>
        {
            _escaped = true;
            wake();
        });
        _gate = new(_context);
    }

    /// <summary>The instance as it was when this generation began.</summary>
    internal InstanceRow Row { get; }

    /// <summary>Why the code does not fit its history; null when it does.</summary>
    internal NonDeterministicOrchestrationException? Divergence => _diverged;

    /// <summary>How the code has ended; null when it has not.</summary>
    internal SessionEnd? End => _context.HasEnded
        ? new(_context.Outcome().Failure, _context.NextGeneration is not null)
        : null;

    /// <summary>Takes a history over without running the code: nothing but an end may follow.</summary>
    /// <param name="segments">As for a replay.</param>
    /// <param name="tail">As for a replay.</param>
    internal void GoOnWithoutCode(int segments, byte[]? tail)
    {
        _history.Resume(segments, tail);
        _withoutCode = true;
    }

    /// <summary>Ends the instance with its next step, whatever its code would do.</summary>
    /// <param name="reason">The failure.</param>
    internal void Fail(Failure reason) => _failed ??= reason;

    /// <summary>Lets go of what the code was given.</summary>
    internal void Close() => _context.Close();

    /// <summary>Lets the instance take in its mail.</summary>
    /// <param name="mail">In the order of arrival.</param>
    /// <param name="now">UTC ticks.</param>
    /// <returns>What has to be kept.</returns>
    internal StepResult Step(List<Message> mail, long now)
    {
        var result = new StepResult(Row) { Mail = mail, Now = now };
        if (_failed is null)
        {
            TakeIn(mail, result);
        }

        if (_failed is not null)
        {
            // The history stays as it was found: it is the evidence, and it grows no more.
            result.Status = OrchestrationRuntimeStatus.Failed;
            result.Failure = _failed;
            result.EncodedFailure = Parcel.Of(_services.Payloads.Encode(_failed));
        }
        else if (result.Terminated is { } terminated)
        {
            result.Status = OrchestrationRuntimeStatus.Terminated;
            result.Output = new(terminated.Payload, terminated.Pack());
        }
        else
        {
            Conclude(result);
        }

        _history.Close(result, grows: _failed is null);
        result.Trace = _spans?.Take(result.Begun ? _lastTicks : now);
        return result;
    }

    private void TakeIn(List<Message> mail, StepResult result)
    {
        long ticks = mail.Aggregate(
            Math.Max(_lastTicks, result.Now), (latest, message) => Math.Max(latest, message.Due));
        foreach (Message message in mail)
        {
            HistoryEvent item = message.Event;
            if (item.Kind is EventKind.Escaped
                || (_withoutCode && item.Kind is not EventKind.Terminated)
                || (message.Generation is { } generation && generation != Row.Generation))
            {
                SessionHistory.Forget(item, result);
                continue;
            }

            if ((item.Kind is EventKind.Suspended && _gate.IsSuspended)
                || (item.Kind is EventKind.Resumed && !_gate.IsSuspended))
            {
                result.Refused.Add(message);
                continue;
            }

            if (!result.Begun)
            {
                result.Begun = true;
                _lastTicks = ticks;
                _history.Write(new() { Kind = EventKind.StepStarted, Ticks = ticks });
                _context.BeginStep(ticks, replaying: false);
            }

            _history.Fetch(item);
            _history.Keep(item, result);
            _spans?.Took(item, ticks, live: true);
            if (item.Kind is EventKind.Terminated)
            {
                result.Terminated = item;
                return;
            }

            _gate.Pass(item);
        }

        if (_escaped)
        {
            _failed ??= Failure.Of(
                new NonDeterministicOrchestrationException(
                    Row.Id,
                    "its code was woken by something that is not its context's; it may await "
                    + "only what its context gave it"),
                null);
        }
    }

    private void Conclude(StepResult result)
    {
        result.Actions = _context.TakeActions();
        foreach (HistoryEvent action in result.Actions)
        {
            _history.Keep(action, result);
            _spans?.Asked(action, _lastTicks);
        }

        if (_context.CustomStatusChanged)
        {
            _context.CustomStatusChanged = false;
            result.CustomStatusChanged = true;
            result.CustomStatus = Parcel.Of(_context.CustomStatus);
        }

        // While suspended even an end that came before the suspension in the same step is kept.
        if (!_context.HasEnded)
        {
            result.Status = _gate.IsSuspended ? OrchestrationRuntimeStatus.Suspended
                : _context.HasStarted ? OrchestrationRuntimeStatus.Running
                : OrchestrationRuntimeStatus.Pending;
            FindStuck(result);
            return;
        }

        TaskOutcome outcome = _context.Outcome();
        if (outcome.Failure is null && _context.NextGeneration is { } next)
        {
            ContinueAsNew(next, result);
            return;
        }

        result.Failure = outcome.Failure;
        result.EncodedFailure = outcome.Failure is { } failure
            ? Parcel.Of(_services.Payloads.Encode(failure))
            : default;
        result.Output = Parcel.Of(outcome.Result);
        result.Status = outcome.Failure is null
            ? OrchestrationRuntimeStatus.Completed
            : OrchestrationRuntimeStatus.Failed;
    }

    private void FindStuck(StepResult result)
    {
        if (result.Status is not OrchestrationRuntimeStatus.Running || !_context.IsStuck)
        {
            return;
        }

        if (!_services.FailStuck)
        {
            result.IsStuck = true;
            return;
        }

        result.Status = OrchestrationRuntimeStatus.Failed;
        result.Failure = Failure.Of(new StuckOrchestrationException(Row.Name, Row.Id), null);
        result.EncodedFailure = Parcel.Of(_services.Payloads.Encode(result.Failure));
    }

    // The next generation's history begins with what this one leaves over; its code starts with the next
    // step.
    private void ContinueAsNew(NextGeneration next, StepResult result)
    {
        result.Next = next;
        result.NextInput = Parcel.Of(next.Input);
        result.Status = _gate.IsSuspended
            ? OrchestrationRuntimeStatus.Suspended
            : OrchestrationRuntimeStatus.Running;
        _history.Renew(_lastTicks, _gate.IsSuspended);
        if (next.KeepEvents)
        {
            IEnumerable<HistoryEvent> held = _gate.Held.Where(item => item.Kind is EventKind.EventRaised);
            foreach (HistoryEvent item in _context.UnprocessedEvents.Concat(held))
            {
                _history.Carry(item);
            }
        }

        _history.ForgetTheRest(result);
    }
}
