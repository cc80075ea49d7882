using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine;

/// <summary>In which statuses an instance keeps its id when another is to be started under it.</summary>
internal static class DedupeStatuses
{
    /// <summary>The host's default: an instance that has not ended keeps its id, an ended one gives it
    /// away.</summary>
    internal static readonly IReadOnlyCollection<OrchestrationRuntimeStatus> NotEnded =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Reads a start's option.</summary>
    /// <param name="names">Statuses by name, empty for none; null for the default.</param>
    /// <exception cref="ArgumentException">One is no status, or they contradict each other.</exception>
    internal static IReadOnlyCollection<OrchestrationRuntimeStatus> Read(IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return NotEnded;
        }

        OrchestrationRuntimeStatus[] kept =
            [.. names.Select(name => Enum.Parse<OrchestrationRuntimeStatus>(name, ignoreCase: true))];
        return kept.Contains(OrchestrationRuntimeStatus.Terminated) && NotEnded.Except(kept).Any()
            ? throw new ArgumentException(
                "Dedupe statuses that hold Terminated hold Pending, Running and Suspended too: a running "
                + "instance is terminated before it is replaced, and would then stand in its own way.",
                nameof(names))
            : kept;
    }
}
