using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>What bounds the desk, and what would if a person accepted it.</summary>
/// <param name="Accepted">What was accepted last: what is in force.</param>
/// <param name="Configured">What the configuration says now.</param>
/// <param name="Loosenings">Where the configuration is looser: not in force until a person accepts.</param>
public sealed record LimitStatus(
    AcceptedLimits Accepted, RiskLimits Configured, IReadOnlyList<LimitChange> Loosenings);
