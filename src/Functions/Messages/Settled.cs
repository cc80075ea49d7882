using TradingBase.Execution;

namespace TradingBase.Functions.Messages;

/// <summary>What became of a report.</summary>
/// <param name="Report">Where the order stands by the desk's own state machine.</param>
/// <param name="Refusal">Why the report was not booked, or null.</param>
public sealed record Settled(OrderReport Report, string? Refusal = null);
