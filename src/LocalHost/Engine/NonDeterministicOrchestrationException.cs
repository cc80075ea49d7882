namespace TradingBase.LocalHost.Engine;

/// <summary>An orchestration's code does not do again what its history says it did.</summary>
/// <param name="instanceId">Whose history it is.</param>
/// <param name="difference">The event, what the history has there, and what the code does there.</param>
public sealed class NonDeterministicOrchestrationException(string instanceId, string difference)
    : TradingBaseException($"Non-Deterministic workflow detected: instance '{instanceId}', {difference}.")
{
    /// <summary>Whose history it is.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The event, what the history has there, and what the code does there.</summary>
    public string Difference { get; } = difference;

    /// <summary>The event's number in the history, from 1; null when it is no event's.</summary>
    public int? Event { get; init; }

    /// <summary>What the history has there; null when it is no event's.</summary>
    public string? Recorded { get; init; }

    /// <summary>What the code asks for there; null when it is no event's.</summary>
    public string? Asked { get; init; }
}
