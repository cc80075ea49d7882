using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Checking;

/// <summary>Runs the current code over every history of a store.</summary>
internal static class ReplayRun
{
    private const int KeysAtOnce = 500;

    /// <summary>Looks at all instances, the oldest first, one in memory at a time.</summary>
    /// <param name="store">Read only; a host may be at work on it.</param>
    /// <param name="services">Has the current code.</param>
    /// <param name="cancellationToken">Gives up between two instances.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    internal static ReplayReport Over(
        StoreReader store, ReplayServices services, CancellationToken cancellationToken)
    {
        var check = new ReplayCheck(services);
        List<ReplayFinding> findings = [];
        int live = 0, ended = 0;
        long events = 0;
        for (List<long> keys = Keys(store, 0); keys.Count > 0; keys = Keys(store, keys[^1]))
        {
            foreach (long key in keys)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Judge(store, check, key) is not { } judged)
                {
                    continue;
                }

                if (judged.Finding is { } finding)
                {
                    findings.Add(finding);
                }

                events += judged.Events;
                _ = EngineSchema.IsTerminal(judged.Status) ? ended++ : live++;
            }
        }

        return new(store.Path, findings.Count == 0, live, ended, events, findings);
    }

    private static List<long> Keys(StoreReader store, long after) => store.Read(connection =>
    {
        List<long> keys = [];
        StoreStatement read = connection
            .Statement("SELECT key FROM instances WHERE key > ?1 ORDER BY key LIMIT ?2")
            .Bind(1, after)
            .Bind(2, KeysAtOnce);
        while (read.Read())
        {
            keys.Add(read.Int64(0));
        }

        return keys;
    });

    // Whoever was purged meanwhile is no longer there to be looked at.
    private static (OrchestrationRuntimeStatus Status, ReplayFinding? Finding, int Events)? Judge(
        StoreReader store, ReplayCheck check, long key) =>
        store.Read(connection => Moment.Of(connection, () =>
    {
        if (InstanceStore.ReadRow(connection, key) is not { } row)
        {
            return ((OrchestrationRuntimeStatus, ReplayFinding?, int)?)null;
        }

        StoreStatement read = connection.Statement("SELECT failure FROM instances WHERE key=?").Bind(1, key);
        read.Read();
        byte[]? stored = PayloadTable.Resolve(connection, read.Blob(0));
        read.Reset();
        ReplayFinding? finding = check.Judge(
            row,
            InstanceStore.ReadHistory(connection, key),
            stored is null ? null : Failure.Decode(stored),
            new MomentShelf(connection),
            out int events);
        return (row.Status, finding, events);
    }));
}
