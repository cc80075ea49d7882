using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>What an order's next slice is.</summary>
/// <param name="Slice">Not judged yet; null when nothing is to be sent this time.</param>
/// <param name="IsOver">Whether no later slice can be either.</param>
public sealed record SliceCut(ProposedOrder? Slice, bool IsOver = false);
