using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Metering;

namespace TradingBase.LocalHost.Operations;

/// <summary>All instances in a few numbers.</summary>
/// <param name="Statuses">How many there are of each status; none is left out.</param>
/// <param name="Engine">What the engine has at hand, and what it has done since its start.</param>
/// <param name="Stuck">The ids of those that nothing can wake, a hundred at most.</param>
internal sealed record InstanceTotals(
    IReadOnlyDictionary<OrchestrationRuntimeStatus, long> Statuses,
    EngineFigures Engine,
    IReadOnlyList<string> Stuck);
