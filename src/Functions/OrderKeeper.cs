using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;

namespace TradingBase.Functions;

/// <summary>Sees to it that every open order has a lifecycle that runs.</summary>
/// <param name="abandoned">Knows which orders have to be looked after, and says when.</param>
public sealed class OrderKeeper(AbandonedOrders abandoned)
{
    private static readonly OrchestrationRuntimeStatus[] UnderWay =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Compares the register with the lifecycles, and begins anew what ended too early.</summary>
    /// <param name="client">Knows the lifecycles.</param>
    /// <param name="cancellationToken">Abandons the rest.</param>
    /// <returns>How many were begun.</returns>
    public async Task<int> RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        int begun = 0;
        foreach (OpenOrder order in await abandoned.ReadAsync(cancellationToken))
        {
            string instance = OrderEvents.InstanceOf(order.Id);
            OrchestrationMetadata? known = await client.GetInstanceAsync(instance, cancellationToken);
            if (known is { IsCompleted: false })
            {
                continue;
            }

            OpenOrder? open = await abandoned.TakeUpAsync(
                order.Id, known?.RuntimeStatus.ToString(),
                known?.RuntimeStatus is OrchestrationRuntimeStatus.Terminated, cancellationToken);
            if (open is not null && await TryBeginAsync(client, instance, open, cancellationToken))
            {
                begun++;
            }
        }

        return begun;
    }

    // The same id, so that events, cancels and the pages of people find it where it always was.
    private static async Task<bool> TryBeginAsync(
        DurableTaskClient client, string instance, OpenOrder open, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(OrderLifecycle), new OrderTicket(open.Order, open.Replayed),
                new StartOrchestrationOptions(instance).WithDedupeStatuses(UnderWay), cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another host, or a person's rewind, was faster.
            return false;
        }
    }
}
