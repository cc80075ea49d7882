namespace TradingBase.LocalHost.Operations;

/// <summary>The host's own functions: seeing and steering the engine's instances.</summary>
internal static class OperationFunctions
{
    /// <summary>Their classes.</summary>
    internal static IReadOnlyList<Type> All { get; } =
    [
        typeof(OnInstancesRead),
        typeof(OnInstanceRead),
        typeof(OnInstanceHistoryRead),
        typeof(OnEventRaised),
        typeof(OnInstanceSteered),
        typeof(OnInstancePurged),
        typeof(OnInstancesPurged),
    ];
}
