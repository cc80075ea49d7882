using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tracing;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <summary>Runs activities, each in a scope of its own.</summary>
/// <param name="services">Functions, payloads and the host's services.</param>
/// <param name="shelf">Holds the inputs that a crash has left in the store alone.</param>
/// <param name="maxAttempts">How often one activity may be begun.</param>
/// <param name="stopping">Cancelled when the engine stops; what it interrupts runs again at the next
/// start.</param>
internal sealed class ActivityRunner(
    ReplayServices services, IPayloadShelf shelf, int maxAttempts, CancellationToken stopping)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<ActivityRunner>();
    private readonly IServiceScopeFactory _scopes =
        services.Provider.GetRequiredService<IServiceScopeFactory>();

    /// <summary>Runs one activity.</summary>
    /// <returns>Its end as an event for the caller; null when the engine's stop interrupted it.</returns>
    /// <exception cref="StoreUnavailableException">Its input cannot be read just now.</exception>
    internal async ValueTask<HistoryEvent?> RunAsync(ActivityWork work)
    {
        HistoryEvent call = work.Call;
        string name = call.Name!;
        using Activity? span = EngineTrace.Run(work);
        if (services.Functions.Find(name, FunctionKind.Activity) is not { } entry)
        {
            Failure nobody = Failure.Of(
                "ActivityTaskNotFound", $"There is no activity named '{name}'.", nonRetriable: true);
            span.Fail(nobody.Details.ErrorType, nobody.Details.ErrorMessage);
            return new() { Kind = EventKind.TaskFailed, Id = call.Id, Payload = nobody.Encode() };
        }

        byte[]? given;
        try
        {
            given = call is { Payload: null, Reference: { } reference }
                ? shelf.Read(reference)
                : call.Payload;
        }
        catch (InvalidDataException lost)
        {
            span.Fail(lost);
            return Packed(EventKind.TaskFailed, call.Id, Failure.Of(lost, null).Encode());
        }

        try
        {
            _logger.ActivityStarted(name, call.Id, work.Instance.Id);
            await using AsyncServiceScope scope = _scopes.CreateAsyncScope();
            object? input = services.Payloads.Deserialize(given, entry.InputType);
            object? output = await CallAsync(entry, work, scope.ServiceProvider, input);
            byte[]? payload = services.Payloads.Serialize(output);
            _logger.ActivityCompleted(name, call.Id, work.Instance.Id);
            return Packed(EventKind.TaskCompleted, call.Id, payload);
        }
        catch (Exception interrupted) when (stopping.IsCancellationRequested)
        {
            // Cancellation has many faces by the time it comes out of a client library.
            span.Fail(interrupted);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever an activity throws is its caller's to handle; it never ends the host.
            _logger.ActivityFailed(exception, name, call.Id, work.Instance.Id);
            span.Fail(exception);
            Failure failure = Failure.Of(exception, services.ExceptionProperties);
            return Packed(EventKind.TaskFailed, call.Id, services.Payloads.Encode(failure));
        }
    }

    // Packed here, where activities run side by side, rather than in the one step that takes them in.
    private static HistoryEvent Packed(EventKind kind, int id, byte[]? payload)
    {
        HistoryEvent end = new() { Kind = kind, Id = id, Payload = payload };
        end.Pack();
        return end;
    }

    private ValueTask<object?> CallAsync(
        FunctionEntry entry, ActivityWork work, IServiceProvider scope, object? input)
    {
        if (!entry.TakesMoreThanItsTrigger)
        {
            return entry.InvokeAsync(scope, input, null, stopping);
        }

        Dictionary<string, object?> named = new()
        {
            ["instanceId"] = work.Instance.Id,
            ["idempotencyKey"] = work.IdempotencyKey,
        };
        LocalFunctionContext context = new(
            entry, scope, named, stopping, work.Attempt - 1, Math.Max(maxAttempts, work.Attempt) - 1);
        return entry.InvokeAsync(context, input, named);
    }
}
