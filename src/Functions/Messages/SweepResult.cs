using TradingBase.Desk;

namespace TradingBase.Functions.Messages;

/// <summary>What a sweep came to, and whose orders hang on it.</summary>
/// <param name="Sweep">What the venue says.</param>
/// <param name="Orders">Client order ids of the desk's own orders that are open at the venue.</param>
public sealed record SweepResult(VenueSweep Sweep, IReadOnlyList<string> Orders);
