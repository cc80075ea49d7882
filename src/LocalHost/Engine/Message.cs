using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine;

/// <summary>An event on its way to an instance.</summary>
/// <param name="Event">What it tells.</param>
/// <param name="Generation">The generation that it is for; null for any.</param>
/// <param name="InboxSeq">Its row in the store's inbox; 0 when it has none.</param>
/// <param name="Due">UTC ticks before which it cannot have happened; 0 for none.</param>
/// <param name="Ack">Ends when the step that took it in is on the disk; null when nobody waits.</param>
internal readonly record struct Message(
    HistoryEvent Event,
    int? Generation = null,
    long InboxSeq = 0,
    long Due = 0,
    TaskCompletionSource? Ack = null);
