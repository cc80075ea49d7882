using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Endurance;

/// <summary>Removes ended instances in many small commits, between which others have theirs.</summary>
internal sealed class Purger(StoreFile store)
{
    /// <summary>Removes instances by number.</summary>
    /// <param name="keys">Which; those that have not ended are passed over. With none of them what earlier
    /// purges have left is removed.</param>
    /// <param name="recursive">Whether their ended children go too.</param>
    /// <param name="mayGoOn">Asked before each commit but the first.</param>
    /// <param name="cancellation">Gives up waiting; what is half removed stays for the next purge.</param>
    /// <returns>How many were removed, and whether nothing is left to do.</returns>
    internal async Task<(int Count, bool IsComplete)> PurgeAsync(
        IReadOnlyList<long> keys, bool recursive, Func<bool> mayGoOn, CancellationToken cancellation)
    {
        int count = 0;
        long? job = keys.Count > 0 ? keys[0] : null;
        while (true)
        {
            PurgeCommit commit = new(keys, recursive, job);
            await store.Writer.WriteAsync(commit).WaitAsync(cancellation);
            count += commit.Count;
            keys = [.. keys.Skip(commit.Taken)];
            if (keys.Count == 0 && !commit.HasMore)
            {
                return (count, true);
            }

            if (!mayGoOn())
            {
                return (count, false);
            }
        }
    }

    /// <summary>Removes all ended instances that are meant.</summary>
    /// <param name="meant">Which.</param>
    /// <param name="recursive">As above.</param>
    /// <param name="mayGoOn">Asked before each commit.</param>
    /// <param name="cancellation">As above.</param>
    /// <returns>As above.</returns>
    internal async Task<(int Count, bool IsComplete)> PurgeAsync(
        EndedInstances meant, bool recursive, Func<bool> mayGoOn, CancellationToken cancellation)
    {
        int count = 0;
        long? after = 0;
        while (after is { } last)
        {
            (List<long> keys, after) = store.Read(connection => meant.Read(connection, last));
            if (keys.Count == 0)
            {
                continue;
            }

            if (!mayGoOn())
            {
                return (count, false);
            }

            (int purged, bool complete) = await PurgeAsync(keys, recursive, mayGoOn, cancellation);
            count += purged;
            if (!complete)
            {
                return (count, false);
            }
        }

        return (count, true);
    }
}
