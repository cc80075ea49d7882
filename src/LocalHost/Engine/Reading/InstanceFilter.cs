using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>Which instances are meant; what is null leaves nobody out.</summary>
internal sealed record InstanceFilter
{
    /// <summary>Any of these.</summary>
    public IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses { get; init; }

    /// <summary>The orchestration's name; case does not matter.</summary>
    public string? Name { get; init; }

    /// <summary>What the id begins with; case matters.</summary>
    public string? Prefix { get; init; }

    /// <summary>Created then or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Ended before; leaves out all that have not ended.</summary>
    public DateTimeOffset? CompletedTo { get; init; }

    /// <summary>The statuses as bits.</summary>
    internal long Mask =>
        Statuses?.Aggregate(0L, (bits, status) => bits | (1L << (int)status)) ?? -1L;
}
