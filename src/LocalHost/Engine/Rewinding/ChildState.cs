using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>A child as the store has it now.</summary>
/// <param name="Key">The store's number for it.</param>
/// <param name="Status">Its status.</param>
/// <param name="Output">Its output, if it completed.</param>
internal sealed record ChildState(
    long Key, OrchestrationRuntimeStatus Status, byte[]? Output);
