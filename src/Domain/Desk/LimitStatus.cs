using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>What bounds the desk, and what would if a person accepted it.</summary>
/// <param name="Running">
/// The program and the configuration that judge: what rule <c>ApprovedVersion</c> compares.
/// </param>
/// <param name="Accepted">What was accepted last; null while nothing was.</param>
/// <param name="Configured">What the configuration says now.</param>
/// <param name="Effective">What is in force: property by property the tighter one of both.</param>
/// <param name="Loosenings">Where the configuration is looser: not in force until a person accepts.</param>
public sealed record LimitStatus(
    RunningVersion Running, AcceptedLimits? Accepted, RiskLimits Configured, RiskLimits Effective,
    IReadOnlyList<LimitChange> Loosenings)
{
    /// <summary>Whether this program and this configuration may trade.</summary>
    public bool MayTrade { get; } = Versions.Approve(Effective, Running);
}
