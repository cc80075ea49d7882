using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;

namespace TradingBase.Functions;

/// <summary>Starts a cycle once, however often its event is delivered.</summary>
public static class CycleStarter
{
    private static readonly OrchestrationRuntimeStatus[] EveryStatus =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed,
    ];

    /// <summary>Starts the cycle, or finds the one that was started before.</summary>
    /// <returns>The request that stands under the id: this one, or the earlier one.</returns>
    public static async Task<CycleRequest> StartAsync(
        this DurableTaskClient client, CycleRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, request.CycleId, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        try
        {
            StartOrchestrationOptions options = new StartOrchestrationOptions(request.CycleId)
                .WithDedupeStatuses(EveryStatus);
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(TradingCycle), request, options, cancellationToken);
            return request;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody else delivered the same event in between.
            return await FindAsync(client, request.CycleId, cancellationToken) ?? request;
        }
    }

    private static async Task<CycleRequest?> FindAsync(
        DurableTaskClient client, string cycleId, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? known = await client.GetInstanceAsync(
            cycleId, getInputsAndOutputs: true, cancellationToken);
        return known?.ReadInputAs<CycleRequest>();
    }
}
