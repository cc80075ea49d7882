using System.Globalization;

namespace TradingBase.LocalHost.Storage;

/// <summary>Sees to it that a commit which was reported as failed is not found again after a crash.</summary>
/// <param name="connection">The writer's.</param>
/// <remarks>
/// When the fsync of a commit fails, its pages lie in SQLite's log already, whole and marked as committed.
/// This process never looks at them again, but whoever opens the store after a kill would take them for
/// good, and what a caller has sent again meanwhile would be there twice. SQLite writes the next transaction
/// over them, so the writer makes one before it tells anybody of the failure.
/// </remarks>
internal sealed class LogSeal(StoreConnection connection)
{
    /// <summary>Whether a failed commit may still lie in the log.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Said after a commit: it lies where a failed one lay.</summary>
    internal void Close() => IsOpen = false;

    /// <summary>Tries to write over a commit that failed.</summary>
    /// <param name="fault">The commit's.</param>
    /// <returns>What its callers are told.</returns>
    internal Exception After(Exception fault)
    {
        IsOpen = true;
        Exception? second = TryClose();
        return second is null || fault is not StoreUnavailableException unavailable
            ? fault
            : new StoreUnavailableException(
                unavailable.File, unavailable.Reason, unavailable.Code, isDoubtful: true);
    }

    /// <summary>Writes over a commit that failed, if there is one.</summary>
    /// <returns>Why that could not be done; null when there is none any more.</returns>
    internal Exception? TryClose()
    {
        try
        {
            if (IsOpen)
            {
                // The same value again: SQLite writes its page all the same.
                long version = long.Parse(
                    connection.Scalar("PRAGMA user_version")!, CultureInfo.InvariantCulture);
                connection.Run($"PRAGMA user_version={version}");
                Close();
            }

            return null;
        }
        catch (StoreUnavailableException refusal)
        {
            return refusal;
        }
    }
}
