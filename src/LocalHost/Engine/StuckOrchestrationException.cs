namespace TradingBase.LocalHost.Engine;

/// <summary>An orchestration awaits something that no event, timer, activity or child can end.</summary>
/// <param name="name">The orchestration.</param>
/// <param name="instanceId">The instance.</param>
public sealed class StuckOrchestrationException(string name, string instanceId)
    : TradingBaseException(
        $"Orchestration '{name}' ({instanceId}) awaits something that no event, timer, activity or "
        + "sub-orchestration can end, such as a task of its own.")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;
}
