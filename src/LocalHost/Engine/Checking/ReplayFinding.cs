using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine.Checking;

/// <summary>An instance that the current code would not take further as its history tells.</summary>
/// <param name="InstanceId">Which.</param>
/// <param name="Name">The orchestration's name.</param>
/// <param name="Status">As of the last commit.</param>
/// <param name="Difference">What is other.</param>
/// <param name="Event">The event's number in the history, from 1; null where there is none.</param>
/// <param name="Recorded">What the history has there; null where that says nothing.</param>
/// <param name="Now">What the code does there; null where that says nothing.</param>
/// <param name="Message">All of it in a sentence.</param>
internal sealed record ReplayFinding(
    string InstanceId,
    string Name,
    OrchestrationRuntimeStatus Status,
    ReplayDifference Difference,
    int? Event,
    string? Recorded,
    string? Now,
    string Message);
