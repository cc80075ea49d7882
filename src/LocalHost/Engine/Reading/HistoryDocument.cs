using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>An instance's history, or a page of it.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Name">The orchestration's name.</param>
/// <param name="Status">As of the last commit.</param>
/// <param name="Generation">How often it was continued as new; the history is the last generation's.</param>
/// <param name="Total">How many events there are in all.</param>
/// <param name="Events">The oldest first.</param>
/// <param name="Next">What to go on after; null at the end.</param>
internal sealed record HistoryDocument(
    string Id,
    string Name,
    OrchestrationRuntimeStatus Status,
    int Generation,
    int Total,
    IReadOnlyList<HistoryEntry> Events,
    int? Next);
