using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>One instance in short, for lists.</summary>
internal record InstanceSummary
{
    /// <summary>Its instance id.</summary>
    public required string Id { get; init; }

    /// <summary>The orchestration's name.</summary>
    public required string Name { get; init; }

    /// <summary>Null for none.</summary>
    public string? Version { get; init; }

    /// <summary>As of the last commit.</summary>
    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the last commit.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null until it has ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Before which it does not start; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>The instance that called it; null for none.</summary>
    public string? Parent { get; init; }
}
