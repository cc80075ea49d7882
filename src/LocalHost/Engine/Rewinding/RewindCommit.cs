using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>Lets a failed instance and its failed children go on, all in one transaction.</summary>
/// <param name="core">Takes them up once they are written.</param>
/// <param name="instances">The plan, each before its children.</param>
/// <param name="trace">Where the first hangs in a trace from now on; null for nowhere.</param>
internal sealed class RewindCommit(
    EngineCore core, IReadOnlyList<RewoundInstance> instances, TraceLink? trace) : AwaitedStoreCommand
{
    private readonly List<List<Message>> _mail = [];
    private readonly Dictionary<long, TraceLink?> _traces = [];

    /// <summary>Whether it was done; false when one of them has changed since the plan was made.</summary>
    internal bool IsDone { get; private set; }

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        _mail.Clear();
        IsDone = instances.Count > 0 && instances.All(instance => IsUnchanged(connection, instance));
        if (IsDone)
        {
            foreach (RewoundInstance instance in instances)
            {
                Write(connection, instance);
            }
        }
    }

    /// <inheritdoc/>
    public override void Committed()
    {
        if (IsDone)
        {
            List<Instance> live = [.. instances.Select(rewound =>
                new Instance(rewound.Row.Key, rewound.Row.Id)
                {
                    Status = rewound.Status,
                    Trace = _traces[rewound.Row.Key],
                })];
            live.ForEach(core.Admit);
            for (int i = 0; i < live.Count; i++)
            {
                SetGoing(instances[i], live[i]);
                foreach (Message message in _mail[i])
                {
                    core.Post(live[i], message);
                }
            }
        }

        base.Committed();
    }

    // Activities that outlived the failure are awaited, not run a second time.
    private void SetGoing(RewoundInstance rewound, Instance instance)
    {
        List<HistoryEvent> ends = [];
        HashSet<int> underWay = [];
        if (core.TakeHeritage(instance.Key) is { } heritage)
        {
            underWay = [.. rewound.UnderWay.Values];
            instance.CountActivity(underWay.Count);
            ends = heritage.PassTo(instance, rewound.UnderWay);
            instance.CountActivity(-ends.Count);
        }

        Unfinished.Scan(rewound.History, rewound.Mail).SetGoing(core, instance, rewound.Row, work =>
        {
            if (!underWay.Contains(work.Call.Id))
            {
                core.RunActivity(work);
            }
        });
        foreach (HistoryEvent end in ends)
        {
            core.Post(instance, new(end, rewound.Row.Generation));
        }
    }

    /// <summary>When an instance was committed last, in UTC ticks; -1 when it is gone.</summary>
    internal static long Updated(StoreConnection connection, long key)
    {
        StoreStatement read = connection.Statement("SELECT updated FROM instances WHERE key=?").Bind(1, key);
        if (!read.Read())
        {
            return -1;
        }

        long updated = read.Int64(0);
        read.Reset();
        return updated;
    }

    /// <summary>Reads a child of an instance's present generation.</summary>
    /// <returns>Null when nobody has the id, or somebody else's child.</returns>
    internal static ChildState? ReadChild(StoreConnection connection, InstanceRow parent, string id)
    {
        StoreStatement read = connection
            .Statement("""
                SELECT key, status, output FROM instances WHERE id=? AND parent=? AND parent_generation=?
                """)
            .Bind(1, id).Bind(2, parent.Key).Bind(3, parent.Generation);
        if (!read.Read())
        {
            return null;
        }

        ChildState child = new(
            read.Int64(0),
            (OrchestrationRuntimeStatus)read.Int32(1),
            PayloadTable.Resolve(connection, read.Blob(2)));
        read.Reset();
        return child;
    }

    private static bool IsUnchanged(StoreConnection connection, RewoundInstance instance) =>
        InstanceStore.Find(connection, instance.Row.Id) is { Status: OrchestrationRuntimeStatus.Failed } found
        && found.Key == instance.Row.Key
        && Updated(connection, found.Key) == instance.Updated
        && instance.Children.All(awaited =>
            EngineSchema.IsTerminal(awaited.Child.Status)
                || InstanceStore.IsLive(connection, awaited.Child.Key));

    private void Write(StoreConnection connection, RewoundInstance instance)
    {
        long key = instance.Row.Key;
        _traces[key] = Trace(instance.Row);
        bool isLong = instance.History.Length > StepResult.LongestTail;
        connection.Statement("DELETE FROM history WHERE instance=?").Bind(1, key).Run();
        connection.Statement("DELETE FROM inbox WHERE instance=?").Bind(1, key).Run();
        Attempts.Delete(connection, key);
        if (isLong)
        {
            connection.Statement("INSERT INTO history(instance, segment, events) VALUES(?, 0, ?)")
                .Bind(1, key).Bind(2, instance.History).Run();
        }

        connection
            .Statement("""
                UPDATE instances SET status=?, updated=?, completed=NULL, output=NULL, failure=NULL,
                    segments=?, tail=?, trace=? WHERE key=?
                """)
            .Bind(1, (long)instance.Status)
            .Bind(2, core.Now)
            .Bind(3, isLong ? 1 : 0)
            .Bind(4, isLong ? [] : instance.History)
            .Bind(5, _traces[key]?.Text)
            .Bind(6, key)
            .Run();

        // Calls have new numbers: a child that nobody waits for now must not answer another call.
        connection
            .Statement("UPDATE instances SET parent_generation=-1 WHERE parent=? AND parent_generation=?")
            .Bind(1, key).Bind(2, instance.Row.Generation).Run();
        foreach ((ChildState child, int number) in instance.Children)
        {
            connection.Statement("UPDATE instances SET parent_generation=?, parent_task=? WHERE key=?")
                .Bind(1, instance.Row.Generation).Bind(2, number).Bind(3, child.Key).Run();
        }

        DropPayloads(connection, instance);
        _mail.Add([.. instance.Mail.Select(item => InstanceStore.PutInbox(
            connection,
            core.Table,
            key,
            new(item, instance.Row.Generation, core.Table.NextSeq())))]);
    }

    // What runs again gets spans of its own: the former ones have ended.
    private TraceLink? Trace(InstanceRow row) => row.Key == instances[0].Row.Key ? trace
        : row.Parent is { } parent && _traces.GetValueOrDefault(parent.Key) is { } above
            ? new(above.Orchestration(parent.Key, parent.Generation))
            : null;

    // Of the long payloads those stay that the new history, the input or the status refer to.
    private static void DropPayloads(StoreConnection connection, RewoundInstance instance)
    {
        HashSet<long> kept = [];
        var reader = new HistoryReader(instance.History);
        while (reader.Next() is { } item)
        {
            kept.Add(item.Reference?.Id ?? 0);
        }

        StoreStatement row = connection
            .Statement("SELECT input, custom FROM instances WHERE key=?").Bind(1, instance.Row.Key);
        row.Read();
        kept.Add(PayloadReference.Of(row.Blob(0))?.Id ?? 0);
        kept.Add(PayloadReference.Of(row.Blob(1))?.Id ?? 0);
        row.Reset();
        List<long> dropped = [];
        StoreStatement read = connection
            .Statement("SELECT id FROM payloads WHERE instance=?").Bind(1, instance.Row.Key);
        while (read.Read())
        {
            if (!kept.Contains(read.Int64(0)))
            {
                dropped.Add(read.Int64(0));
            }
        }

        foreach (long id in dropped)
        {
            connection.Statement("DELETE FROM payloads WHERE id=?").Bind(1, id).Run();
        }
    }
}
