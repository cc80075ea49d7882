using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Operations;

/// <summary>Removes many ended instances in batches, so that nobody's commit waits long.</summary>
internal static class BulkPurge
{
    private const int Batch = 200;

    /// <summary>Removes the ended ones among those that are meant.</summary>
    /// <param name="store">Held by this process.</param>
    /// <param name="filter">Which.</param>
    /// <param name="mostBatches">After how many batches of 200 it stops.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    internal static async Task<SteeringDocument> RunAsync(
        StoreFile store, InstanceFilter filter, int mostBatches, CancellationToken cancellationToken)
    {
        int count = 0;
        long after = 0;
        for (int batch = 0; batch < mostBatches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<long> keys = store.Read(
                connection => InstanceReader.EndedKeys(connection, filter, after, Batch));
            if (keys.Count == 0)
            {
                return Done(count, complete: true);
            }

            (int purged, _) = await new Purger(store).PurgeAsync(
                keys, recursive: false, static () => true, cancellationToken);
            count += purged;
            after = keys[^1];
        }

        return Done(count, complete: false);
    }

    private static SteeringDocument Done(int count, bool complete) =>
        new(null, SteeringVerb.Purge, Delivered: true) { Purged = count, Complete = complete };
}
