using Microsoft.Azure.Functions.Worker;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>The simulated activity: it ends when the simulation says so.</summary>
/// <param name="life">The process that it runs in.</param>
internal sealed class SimulatedWork(EngineLife life)
{
    internal const string Name = "Work";

    [Function(Name)]
    public Task<int> RunAsync([ActivityTrigger] WorkInput input, CancellationToken stopping) =>
        life.WorkAsync(input, stopping);
}

/// <summary>An execution of an activity that has not ended.</summary>
/// <param name="Input">What it does.</param>
/// <param name="Fails">Whether it will fail.</param>
internal sealed record RunningWork(WorkInput Input, bool Fails)
{
    internal TaskCompletionSource<int> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
