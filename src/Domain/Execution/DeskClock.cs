namespace TradingBase.Execution;

/// <summary>What time it is for an order.</summary>
/// <param name="DeskTime">Desk time, UTC.</param>
/// <param name="Replayed">
/// Whether recorded time is replayed: the paper broker then advances to the bars that fill, instead of
/// waiting.
/// </param>
public readonly record struct DeskClock(DateTimeOffset DeskTime, bool Replayed);
