using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>A failure as it crosses from one task to the next, and whether trying again is of any
/// use.</summary>
/// <param name="Details">Type, message, stack and causes.</param>
/// <param name="NonRetriable">True when no retry policy or handler is to be asked.</param>
internal sealed record Failure(TaskFailureDetails Details, bool NonRetriable)
{
    /// <summary>A failure without an exception behind it, such as a name that nobody has.</summary>
    internal static Failure Of(string type, string message, bool nonRetriable = false) =>
        new(new(type, message, null, null, null), nonRetriable);

    /// <summary>Describes an exception; a failed task's own details stay in the chain.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="properties">Adds values of the exception's own; null for none.</param>
    internal static Failure Of(Exception exception, IExceptionPropertiesProvider? properties) =>
        new(Describe(exception, properties), NonRetriable: exception is PoisonWorkException);

    /// <summary>The stored form: JSON in UTF-8.</summary>
    internal byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(
        FailureJson.From(Details, NonRetriable), FailureJson.Options);

    /// <summary>Reads the stored form.</summary>
    internal static Failure Decode(ReadOnlySpan<byte> bytes)
    {
        FailureJson json = JsonSerializer.Deserialize<FailureJson>(bytes, FailureJson.Options)!;
        return new(json.ToDetails(), json.Final);
    }

    private static TaskFailureDetails Describe(
        Exception exception, IExceptionPropertiesProvider? properties, int causes = 0) => new(
        exception.GetType().FullName ?? exception.GetType().Name,
        Text(() => exception.Message),
        Text(() => exception.StackTrace!),
        exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } inner } when causes < FailureJson.MostCauses =>
                Describe(inner, properties, causes + 1),
            _ => null,
        },
        Properties(exception, properties));

    // An exception's own code may throw; what it says of itself must not keep its caller waiting.
    private static string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            return $"(not readable: {unreadable.GetType().FullName})";
        }
    }

    private static IDictionary<string, object?>? Properties(
        Exception exception, IExceptionPropertiesProvider? provider)
    {
        try
        {
            return provider?.GetExceptionProperties(exception);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            return new Dictionary<string, object?> { ["notReadable"] = unreadable.GetType().FullName };
        }
    }
}
