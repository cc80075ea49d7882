using Microsoft.DurableTask.Abstractions;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine;

/// <summary>The host's version, and what it does with instances of another. The defaults are those of a
/// Functions host.</summary>
public sealed record VersionRules
{
    /// <summary>The type of the failure of an instance whose version was not taken up.</summary>
    internal const string ErrorType = "VersionMismatch";

    /// <summary>The host's version, which starts and sub-orchestrations take that name none.</summary>
    /// <value>Null: no version.</value>
    public string? Default { get; init; }

    /// <summary>Which instances are taken up.</summary>
    /// <value>CurrentOrOlder; without a version of its own the host then takes up only those of none.</value>
    public VersionMatchStrategy Match { get; init; } = VersionMatchStrategy.CurrentOrOlder;

    /// <summary>What becomes of the others.</summary>
    /// <value>Reject.</value>
    public VersionFailureStrategy OnMismatch { get; init; } = VersionFailureStrategy.Reject;

    /// <summary>Looks whether an instance is of a version that the host takes up.</summary>
    /// <param name="version">The instance's; null or empty for none.</param>
    /// <returns>Why not, as its failure; null when it is taken up.</returns>
    internal Failure? Mismatch(string? version)
    {
        if (Match is VersionMatchStrategy.None)
        {
            return null;
        }

        // None is older than any; two that read as numbers with points compare as such, others as text.
        int order = TaskOrchestrationVersioningUtils.CompareVersions(version ?? "", Default ?? "");
        bool fits = Match is VersionMatchStrategy.Strict ? order == 0 : order <= 0;
        return fits ? null : Failure.Of(
            ErrorType,
            $"The orchestration's version '{version}' is not one that a host of version '{Default}' takes up "
            + $"({Match}).",
            nonRetriable: true);
    }
}
