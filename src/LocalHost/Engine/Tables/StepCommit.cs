using System.Text;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Writes one step: history, row, and everything it sends to others, in one transaction.</summary>
internal sealed class StepCommit(Instance instance, StepResult result, EngineCore core) : StoreCommand
{
    private readonly List<(long Key, Message Message)> _deliveries = [];
    private readonly List<InstanceRow> _started = [];
    private bool _gone;

    internal Instance Instance => instance;

    internal StepResult Result => result;

    /// <summary>Whether the instance was purged or replaced meanwhile, so that the step never
    /// happened.</summary>
    internal bool Gone => _gone;

    /// <summary>What was put into others' inboxes.</summary>
    internal IReadOnlyList<(long Key, Message Message)> Deliveries => _deliveries;

    /// <summary>Children that now exist.</summary>
    internal IReadOnlyList<InstanceRow> Started => _started;

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        _deliveries.Clear();
        _started.Clear();
        _gone = Update(connection) == 0;
        if (_gone)
        {
            return;
        }

        KeepHistory(connection);
        KeepPayloads(connection);
        if (result.IsStuck != instance.IsStuck)
        {
            StuckTable.Note(connection, instance.Key, result.IsStuck ? result.Now : null);
        }

        if (instance.IsMarked)
        {
            Attempts.Delete(connection, instance.Key, 0, Attempts.Steps);
        }

        foreach (Message message in result.Mail)
        {
            if (message.InboxSeq != 0)
            {
                connection.Statement("DELETE FROM inbox WHERE instance=? AND seq=?")
                    .Bind(1, instance.Key).Bind(2, message.InboxSeq).Run();
            }
        }

        foreach (HistoryEvent action in result.Actions)
        {
            if (action.Kind is EventKind.ChildScheduled)
            {
                StartChild(connection, action);
            }
            else if (action.Kind is EventKind.EventSent)
            {
                Send(connection, action.Target!, new()
                {
                    Kind = EventKind.EventRaised,
                    Name = action.Name,
                    Payload = action.Body,
                    Packed = action.Packed,
                });
            }
        }

        if (result.HasEnded)
        {
            connection.Statement("DELETE FROM inbox WHERE instance=?").Bind(1, instance.Key).Run();
            TellParent(connection);
            TerminateChildren(connection);
        }
    }

    /// <inheritdoc/>
    public override void Committed() => core.StepCommitted(this);

    /// <inheritdoc/>
    public override void Failed(Exception reason)
    {
        // The disk may have room again later; a statement that was refused would be refused for ever.
        if (reason is not StoreUnavailableException)
        {
            instance.Refusal = reason;
        }

        core.StepFailed(instance, result.Mail, reason);
    }

    private int Update(StoreConnection connection)
    {
        // Most steps end nothing and set no status of their own; they touch as few columns as can be.
        if (!result.HasEnded && result.Next is null && !result.CustomStatusChanged)
        {
            return connection
                .Statement("UPDATE instances SET status=?, updated=?, segments=?, tail=? WHERE key=?")
                .Bind(1, (long)result.Status)
                .Bind(2, result.Now)
                .Bind(3, result.Segments)
                .Bind(4, result.Tail.Written)
                .Bind(5, instance.Key)
                .Run();
        }

        if (result.CustomStatusChanged)
        {
            PayloadTable.DeleteReferred(
                connection, instance.Key, "SELECT custom FROM instances WHERE key=?");
        }

        int changed = connection
            .Statement("""
                UPDATE instances SET status=?, updated=?, segments=?, tail=?, completed=?, output=?,
                    failure=?, custom=CASE WHEN ? THEN ? ELSE custom END WHERE key=?
                """)
            .Bind(1, (long)result.Status)
            .Bind(2, result.Now)
            .Bind(3, result.Segments)
            .Bind(4, result.Tail.Written)
            .Bind(5, result.HasEnded ? result.Now : null)
            .Bind(6, Put(connection, result.Output))
            .Bind(7, Put(connection, result.EncodedFailure))
            .Bind(8, result.CustomStatusChanged ? 1 : 0)
            .Bind(9, Put(connection, result.CustomStatus))
            .Bind(10, instance.Key)
            .Run();
        return result.Next is { } next && changed > 0 ? Renew(connection, next) : changed;
    }

    private int Renew(StoreConnection connection, NextGeneration next)
    {
        connection.Statement("DELETE FROM history WHERE instance=?").Bind(1, instance.Key).Run();
        PayloadTable.DeleteReferred(connection, instance.Key, "SELECT input FROM instances WHERE key=?");
        return connection
            .Statement("UPDATE instances SET generation=?, input=?, version=ifnull(?, version) WHERE key=?")
            .Bind(1, result.Row.Generation + 1)
            .Bind(2, Put(connection, result.NextInput))
            .Bind(3, next.Version)
            .Bind(4, instance.Key)
            .Run();
    }

    private void KeepHistory(StoreConnection connection)
    {
        if (result.Segment is { } segment)
        {
            connection.Statement("INSERT OR REPLACE INTO history(instance, segment, events) VALUES(?, ?, ?)")
                .Bind(1, instance.Key).Bind(2, result.FirstSegment).Bind(3, segment.Written).Run();
        }
    }

    private void KeepPayloads(StoreConnection connection)
    {
        foreach ((PayloadReference reference, PackedPayload packed) in result.Payloads)
        {
            PayloadTable.Insert(connection, instance.Key, reference, packed);
        }

        foreach (long id in result.Forgotten)
        {
            PayloadTable.Delete(connection, id);
        }
    }

    private byte[]? Put(StoreConnection connection, Parcel parcel) =>
        PayloadTable.Put(connection, core.Table, instance.Key, parcel);

    private void StartChild(StoreConnection connection, HistoryEvent action)
    {
        if (InstanceStore.Find(connection, action.Target!) is { } existing)
        {
            if (!EngineSchema.IsTerminal(existing.Status))
            {
                Failure refusal = Failure.Of(
                    "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                    $"An orchestration instance '{action.Target}' exists already and is {existing.Status}.");
                Deliver(connection, instance.Key, result.Row.Generation, new()
                {
                    Kind = EventKind.ChildFailed,
                    Id = action.Id,
                    Payload = refusal.Encode(),
                });
                return;
            }

            InstanceStore.Delete(connection, existing.Key);
        }

        var child = new InstanceRow
        {
            Key = core.Table.NextKey(),
            Id = action.Target!,
            Name = action.Name!,
            Version = action.Version,
            Created = result.Now,
            Input = action.Body,
            PackedInput = action.Packed,
            Tags = action.Tags,
            Parent = new(instance.Key, result.Row.Generation, action.Id, result.Row.Id, result.Row.Name),
            Trace = instance.Trace is { } link
                ? new(link.Orchestration(instance.Key, result.Row.Generation))
                : null,
        };
        InstanceStore.Insert(connection, core.Table, child);
        _started.Add(child);
    }

    private void TellParent(StoreConnection connection)
    {
        // As the row has it now: a parent that was rewound may await it under another number, or no more.
        if (result.Row.Parent is null
            || InstanceStore.ReadParent(connection, instance.Key) is not { } parent
            || !InstanceStore.IsLive(connection, parent.Key))
        {
            return;
        }

        Failure? failure = result.Terminated is { } terminated
            ? Failure.Of("Terminated", terminated.Payload is { } output
                ? Encoding.UTF8.GetString(output)
                : $"Orchestration instance '{result.Row.Id}' was terminated.")
            : result.Failure;
        Parcel told = failure is null ? result.Output
            : result.Terminated is null ? result.EncodedFailure
            : Parcel.Of(failure.Encode());
        Deliver(connection, parent.Key, parent.Generation, new()
        {
            Kind = failure is null ? EventKind.ChildCompleted : EventKind.ChildFailed,
            Id = parent.TaskId,
            Payload = told.Bytes,
            Packed = told.Packed,
        });
    }

    private void TerminateChildren(StoreConnection connection)
    {
        if (result.Terminated is not { Id: 1 } termination)
        {
            return;
        }

        List<long> children = [];
        StoreStatement find = connection
            .Statement("SELECT key FROM instances WHERE parent=? AND completed IS NULL").Bind(
                1, instance.Key);
        while (find.Read())
        {
            children.Add(find.Int64(0));
        }

        foreach (long child in children)
        {
            Deliver(connection, child, null, termination);
        }
    }

    private void Send(StoreConnection connection, string id, HistoryEvent item)
    {
        if (InstanceStore.Find(connection, id) is { } target && !EngineSchema.IsTerminal(target.Status))
        {
            Deliver(connection, target.Key, null, item);
        }
    }

    private void Deliver(StoreConnection connection, long key, int? generation, HistoryEvent item)
    {
        Message message = new(item, generation, core.Table.NextSeq());
        _deliveries.Add((key, InstanceStore.PutInbox(connection, core.Table, key, message)));
    }
}
