namespace TradingBase.LocalHost.Engine;

/// <summary>There is no orchestration instance of that id. In Azure the same call ends with gRPC's
/// NotFound.</summary>
/// <param name="instanceId">What was asked for.</param>
public sealed class InstanceNotFoundException(string instanceId)
    : TradingBaseException($"There is no orchestration instance '{instanceId}'.")
{
    /// <summary>What was asked for.</summary>
    public string InstanceId { get; } = instanceId;
}
