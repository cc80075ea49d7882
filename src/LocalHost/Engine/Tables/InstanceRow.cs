using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>An instance as its row in the store tells it, without its history.</summary>
internal sealed record InstanceRow
{
    /// <summary>The store's number for it; a new one for each start, so that answers to the old go
    /// nowhere.</summary>
    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary>How often it was continued as new.</summary>
    public int Generation { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>UTC ticks.</summary>
    public long Created { get; init; }

    /// <summary>UTC ticks before which it does not start; null for at once.</summary>
    public long? StartAt { get; init; }

    public byte[]? Input { get; init; }

    /// <summary>The input's form out of line, of a row that is to be written; null for in line.</summary>
    public PackedPayload? PackedInput { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>Where it hangs in a trace; null where nobody listened when it was started.</summary>
    public TraceLink? Trace { get; init; }
}

/// <summary>Who waits for a child.</summary>
/// <param name="Key">The parent's number in the store.</param>
/// <param name="Generation">The parent's generation that asked; a later one does not wait.</param>
/// <param name="TaskId">The number of the call.</param>
/// <param name="Id">The parent's instance id.</param>
/// <param name="Name">The parent's function.</param>
internal sealed record ParentLink(long Key, int Generation, int TaskId, string Id, string Name);
