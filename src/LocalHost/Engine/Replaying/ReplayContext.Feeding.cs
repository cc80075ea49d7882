using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <content>The session's side: events in, actions out.</content>
internal sealed partial class ReplayContext
{
    /// <summary>The type of the failure of an instance whose function nobody has.</summary>
    internal const string NoSuchOrchestration = "OrchestratorTaskNotFound";

    /// <summary>Whether the function was started.</summary>
    internal bool HasStarted => _main is not null;

    /// <summary>Whether the function has returned or thrown.</summary>
    internal bool HasEnded => _thrown is not null || _main is { IsCompleted: true };

    /// <summary>Whether the code waits for something that no event, timer, activity or child can
    /// end.</summary>
    internal bool IsStuck => HasStarted && !HasEnded && _open.Count == 0 && !_events.HasWaiters;

    /// <summary>What the code set last, UTF-8 JSON.</summary>
    internal byte[]? CustomStatus { get; private set; }

    /// <summary>Whether the code has set a custom status in this life of the context.</summary>
    internal bool CustomStatusChanged { get; set; }

    /// <summary>What the next generation starts with; null when the code did not ask for one.</summary>
    internal NextGeneration? NextGeneration { get; private set; }

    /// <summary>Events that nobody has taken, in the order of arrival.</summary>
    internal IEnumerable<HistoryEvent> UnprocessedEvents => _events.Unprocessed();

    /// <summary>Begins a step: its time holds until the next one begins.</summary>
    internal void BeginStep(long ticks, bool replaying)
    {
        _now = new(ticks, DateTimeKind.Utc);
        _replaying = replaying;
    }

    /// <summary>Gives the code one event and lets it run until it waits again.</summary>
    internal void Feed(HistoryEvent item)
    {
        if (HasEnded)
        {
            _events.Closed = true;
        }

        try
        {
            _thread.Run(static pair => pair.Context.Apply(pair.Item), (Context: this, Item: item));
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            // What an async void method throws has no task to go to; it is the function's failure.
            _thrown ??= thrown;
        }
    }

    /// <summary>What the code has asked for since this was called last, in its order.</summary>
    internal List<HistoryEvent> TakeActions()
    {
        List<HistoryEvent> taken = _actions;
        _actions = [];
        return taken;
    }

    /// <summary>The function's end.</summary>
    /// <returns>Its output, or its failure.</returns>
    internal TaskOutcome Outcome()
    {
        if (_thrown is { } thrown)
        {
            return new(null, Failure.Of(thrown, _services.ExceptionProperties));
        }

        Task<object?> main = _main!;
        if (main.IsCompletedSuccessfully)
        {
            try
            {
                return new(_services.Payloads.Serialize(main.Result), null);
            }
            catch (Exception unwritable) when (unwritable is not OutOfMemoryException)
            {
                return new(null, Failure.Of(unwritable, _services.ExceptionProperties));
            }
        }

        Exception exception = main.Exception?.InnerException ?? new TaskCanceledException(main);
        return new(null, exception is NamelessException nameless
            ? nameless.Failure
            : Failure.Of(exception, _services.ExceptionProperties));
    }

    /// <summary>Lets go of the services that the code was given; on another thread, since they are the
    /// user's.</summary>
    internal void Close()
    {
        if (_scope is { } scope)
        {
            _scope = null;
            _ = Task.Run(() => CloseAsync(scope));
        }
    }

    private async Task CloseAsync(AsyncServiceScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception unruly) when (unruly is not OutOfMemoryException)
        {
            // The instance's own work is on the disk by now.
            _services.Loggers.CreateLogger<ReplayContext>().ServicesNotClosed(unruly, Name, InstanceId);
        }
    }

    private void Apply(HistoryEvent item)
    {
        switch (item.Kind)
        {
            case EventKind.Started:
                _main = StartAsync();
                break;
            case EventKind.EventRaised:
                _events.Raise(item);
                break;
            case EventKind.TimerFired:
            case EventKind.TaskCompleted:
            case EventKind.ChildCompleted:
                End(item.Id, new(item.Payload, null));
                break;
            case EventKind.TaskFailed:
            case EventKind.ChildFailed:
                End(item.Id, new(null, Failure.Decode(item.Payload)));
                break;
            default:
                throw new InvalidOperationException($"{item} is no event for an orchestration's code.");
        }
    }

    // A cancelled timer may still fire and a duplicate may still arrive; nobody waits for either.
    private void End(int id, TaskOutcome outcome)
    {
        if (_open.Remove(id, out IOpenTask? task))
        {
            task.End(outcome);
        }
    }

    private async Task<object?> StartAsync()
    {
        if (_services.Functions.Find(_row.Name, FunctionKind.Orchestration) is not { } entry)
        {
            throw new NamelessException(Failure.Of(
                NoSuchOrchestration, $"There is no orchestration named '{_row.Name}'.",
                    nonRetriable: true));
        }

        IServiceProvider services = entry.UsesServices
            ? (_scope = _services.Provider.CreateAsyncScope()).Value.ServiceProvider
            : _services.Provider;
        return await entry.InvokeAsync(services, this, null, CancellationToken.None);
    }

    private sealed class NamelessException(Failure failure) : Exception(failure.Details.ErrorMessage)
    {
        internal Failure Failure { get; } = failure;
    }
}

/// <summary>What a ContinueAsNew asked for.</summary>
/// <param name="Input">The next generation's input.</param>
/// <param name="KeepEvents">Whether events that nobody took are carried over.</param>
/// <param name="Version">The next generation's version; null for the same.</param>
internal sealed record NextGeneration(byte[]? Input, bool KeepEvents, string? Version);
