namespace TradingBase.Risk;

/// <summary>Tells whether what runs is what was approved.</summary>
internal static class Versions
{
    /// <summary>Whether program and configuration are among those that may trade; unnamed is any.</summary>
    internal static bool Approved(RiskSituation situation)
    {
        IReadOnlyList<string>? configurations = situation.Limits.Desk.ApprovedConfigurations;
        return CodeApproved(situation)
            && (configurations is null
                || (situation.Running is { } running && configurations.Contains(running.Configuration)));
    }

    /// <summary>Whether the program is among those that may trade; unnamed is any.</summary>
    internal static bool CodeApproved(RiskSituation situation) =>
        situation.Limits.Desk.ApprovedVersions is not { } versions
            || (situation.Running is { } running && versions.Contains(running.Code));
}
