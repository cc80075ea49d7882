namespace TradingBase.Risk;

/// <summary>Tells whether what runs is what was approved.</summary>
internal static class Versions
{
    /// <summary>Whether program and configuration are among those that may trade; unnamed is any.</summary>
    internal static bool Approved(RiskSituation situation) =>
        Approve(situation.Limits.Desk, situation.Running);

    /// <summary>Whether the program is among those that may trade; unnamed is any.</summary>
    internal static bool CodeApproved(RiskSituation situation) =>
        ApproveCode(situation.Limits.Desk, situation.Running);

    /// <summary>Whether limits let a program and a configuration trade; unnamed is any.</summary>
    internal static bool Approve(RiskLimits limits, RunningVersion? running) =>
        ApproveCode(limits, running)
        && (limits.ApprovedConfigurations is not { } configurations
            || (running is not null && configurations.Contains(running.Configuration)));

    private static bool ApproveCode(RiskLimits limits, RunningVersion? running) =>
        limits.ApprovedVersions is not { } versions
        || (running is not null && versions.Contains(running.Code));
}
