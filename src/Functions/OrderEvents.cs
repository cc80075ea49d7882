using Microsoft.DurableTask.Client;

namespace TradingBase.Functions;

/// <summary>Wakes the lifecycle of an order; what it wakes up for stands in the books.</summary>
public static class OrderEvents
{
    /// <summary>A person answered.</summary>
    public const string Approval = "approval";

    /// <summary>A person wants the order back.</summary>
    public const string Cancel = "cancel";

    /// <summary>Names the lifecycle of an order.</summary>
    public static string InstanceOf(string clientOrderId) => $"order:{clientOrderId}";

    /// <summary>Wakes it, if it runs.</summary>
    /// <returns>Whether it runs.</returns>
    internal static async Task<bool> WakeAsync(
        this DurableTaskClient client, string clientOrderId, string what, CancellationToken cancellationToken)
    {
        string instance = InstanceOf(clientOrderId);
        OrchestrationMetadata? known = await client.GetInstanceAsync(instance, cancellationToken);
        if (known is null || known.IsCompleted)
        {
            return false;
        }

        await client.RaiseEventAsync(instance, what, true, cancellationToken);
        return true;
    }
}
