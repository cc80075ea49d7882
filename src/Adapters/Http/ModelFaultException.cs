namespace TradingBase.Adapters.Http;

/// <summary>An endpoint answered with a fault; on its way to the provider that knows the endpoint.</summary>
/// <param name="fault">What it told.</param>
internal sealed class ModelFaultException(ModelFault fault)
    : TradingBaseException($"The endpoint {fault.Describe()}.")
{
    /// <summary>What it told.</summary>
    internal ModelFault Fault { get; } = fault;
}
