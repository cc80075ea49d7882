using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;

namespace TradingBase.LocalHost.Engine;

/// <summary>Runs activities, each in a scope of its own.</summary>
/// <param name="services">Functions, payloads and the host's services.</param>
/// <param name="stopping">Cancelled when the engine stops; what it interrupts runs again at the next
/// start.</param>
internal sealed class ActivityRunner(ReplayServices services, CancellationToken stopping)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<ActivityRunner>();
    private readonly IServiceScopeFactory _scopes =
        services.Provider.GetRequiredService<IServiceScopeFactory>();

    /// <summary>Runs one activity.</summary>
    /// <returns>Its end as an event for the caller; null when the engine's stop interrupted it.</returns>
    internal async ValueTask<HistoryEvent?> RunAsync(ActivityWork work)
    {
        HistoryEvent call = work.Call;
        string name = call.Name!;
        if (services.Functions.Find(name, FunctionKind.Activity) is not { } entry)
        {
            Failure nobody = Failure.Of(
                "ActivityTaskNotFound", $"There is no activity named '{name}'.", nonRetriable: true);
            return new() { Kind = EventKind.TaskFailed, Id = call.Id, Payload = nobody.Encode() };
        }

        try
        {
            _logger.ActivityStarted(name, call.Id, work.Instance.Id);
            await using AsyncServiceScope scope = _scopes.CreateAsyncScope();
            object? input = services.Payloads.Deserialize(call.Payload, entry.InputType);
            Dictionary<string, object?>? named = entry.TakesMoreThanItsTrigger
                ? new() { ["instanceId"] = work.Instance.Id }
                : null;
            object? output = await entry.InvokeAsync(scope.ServiceProvider, input, named, stopping);
            byte[]? payload = services.Payloads.Serialize(output);
            _logger.ActivityCompleted(name, call.Id, work.Instance.Id);
            return new() { Kind = EventKind.TaskCompleted, Id = call.Id, Payload = payload };
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Cancellation has many faces by the time it comes out of a client library.
            return null;
        }
        catch (Exception exception)
        {
            // Whatever an activity throws is its caller's to handle; it never ends the host.
            _logger.ActivityFailed(exception, name, call.Id, work.Instance.Id);
            Failure failure = Failure.Of(exception, services.ExceptionProperties);
            return new() { Kind = EventKind.TaskFailed, Id = call.Id, Payload = failure.Encode() };
        }
    }
}
