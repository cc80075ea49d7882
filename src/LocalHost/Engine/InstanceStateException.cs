using TradingBase.LocalHost.Engine.Histories;

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

    /// <summary>What it is told comes too late.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="state">Why, such as <c>is Completed</c>.</param>
    /// <param name="told">What it is told.</param>
    internal static InstanceStateException TooLate(string instanceId, string state, EventKind told)
    {
        string deed = told is EventKind.EventRaised ? "takes no more events"
            : $"can no longer be {told.ToString().ToLowerInvariant()}";
        return new(instanceId, $"{state}, so it {deed}");
    }
}
