using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.Execution;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;

namespace TradingBase.Functions;

/// <summary>Starts a reconciliation unless one is under way.</summary>
public static class ReconciliationStarter
{
    private static readonly OrchestrationRuntimeStatus[] UnderWay =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Starts it.</summary>
    /// <returns>False when one is under way.</returns>
    public static async Task<bool> TryStartReconciliationAsync(
        this DurableTaskClient client, BrokerDesk brokers, string requestedBy,
        CancellationToken cancellationToken)
    {
        OrchestrationMetadata? last = await client.GetInstanceAsync(
            ReconciliationRequest.InstanceId, cancellationToken);
        if (last is { IsCompleted: false })
        {
            return false;
        }

        try
        {
            StartOrchestrationOptions options = new StartOrchestrationOptions(
                ReconciliationRequest.InstanceId).WithDedupeStatuses(UnderWay);
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(Reconciliation),
                new ReconciliationRequest([.. brokers.InUse.Select(broker => broker.Name)], requestedBy),
                options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody else was faster by a moment.
            return false;
        }
    }
}
