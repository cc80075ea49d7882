using TradingBase.Strategy;

namespace TradingBase.Functions.Messages;

/// <summary>Asks whether a slice of an approved order may be placed.</summary>
/// <param name="CycleId">Which cycle its parent is of.</param>
/// <param name="Slice">Names its parent.</param>
/// <param name="DeskTime">UTC.</param>
public sealed record SliceRequest(string CycleId, ProposedOrder Slice, DateTimeOffset DeskTime);
