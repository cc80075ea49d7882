namespace TradingBase.LocalHost.Engine;

/// <summary>The instance's status does not allow what was asked. In Azure: gRPC's
/// FailedPrecondition.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="reason">What was asked for, and the status that forbids it.</param>
public sealed class InstanceStateException(string instanceId, string reason)
    : TradingBaseException($"Orchestration instance '{instanceId}' {reason}.")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;
}
