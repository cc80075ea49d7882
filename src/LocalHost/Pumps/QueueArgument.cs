using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Turns a message into what a function's parameter asks for.</summary>
internal static class QueueArgument
{
    /// <summary>Makes the trigger's value.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="type">A string, bytes, BinaryData, a QueueMessage, or anything that the house's JSON
    /// reads.</param>
    /// <exception cref="JsonException">The body is not the JSON that the type needs.</exception>
    public static object Read(QueueDelivery delivery, Type type) =>
        type == typeof(string) ? delivery.Body.ToString()
        : type == typeof(BinaryData) ? delivery.Body
        : type == typeof(byte[]) ? delivery.Body.ToArray()
        : type == typeof(QueueMessage) ? QueuesModelFactory.QueueMessage(
            delivery.Id,
            delivery.PopReceipt,
            delivery.Body,
            delivery.DequeueCount,
            delivery.NextVisibleAt,
            delivery.InsertedAt,
            delivery.ExpiresAt)
        : JsonSerializer.Deserialize(delivery.Body.ToMemory().Span, type, Canonical.Options)
            ?? throw new JsonException($"A {type.Name} was expected, null was found.");

    /// <summary>What a function may ask for by name, or find in its context's binding data.</summary>
    /// <remarks>The names are Azure's; PoisonReason is ours, and in Azure it is not there.</remarks>
    public static IReadOnlyDictionary<string, object?> Bindings(QueueDelivery delivery) =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["QueueTrigger"] = delivery.Body.ToString(),
            ["Id"] = delivery.Id,
            ["DequeueCount"] = delivery.DequeueCount,
            ["PopReceipt"] = delivery.PopReceipt,
            ["InsertionTime"] = delivery.InsertedAt,
            ["ExpirationTime"] = delivery.ExpiresAt,
            ["NextVisibleTime"] = delivery.NextVisibleAt,
            ["PoisonReason"] = delivery.Reason,
        };
}
