using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>A failed instance as it goes on: a history without its failures, and what it has yet to
/// hear.</summary>
/// <param name="Row">The instance.</param>
/// <param name="Updated">UTC ticks of its last commit; it must not have changed since.</param>
/// <param name="Status">What it is from now on.</param>
/// <param name="History">The new history, which ends with the note that it was rewound.</param>
/// <param name="Mail">What it is told next, in this order.</param>
/// <param name="Children">The children that it waits for, with the numbers of their calls.</param>
/// <param name="UnderWay">The new numbers of activities that had not ended when it failed, by their old
/// ones.</param>
internal sealed record RewoundInstance(
    InstanceRow Row,
    long Updated,
    OrchestrationRuntimeStatus Status,
    byte[] History,
    IReadOnlyList<HistoryEvent> Mail,
    IReadOnlyList<(ChildState Child, int Number)> Children,
    IReadOnlyDictionary<int, int> UnderWay);
