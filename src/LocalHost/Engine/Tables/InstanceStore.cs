using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tracing;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The statements that commands and readings share.</summary>
internal static class InstanceStore
{
    private const string RowColumns =
        "key, id, name, version, generation, status, created, start_at, parent, "
        + "parent_generation, parent_task, parent_id, parent_name, tags, input";

    /// <summary>Writes a new instance, Pending and without history.</summary>
    internal static void Insert(
        StoreConnection connection, InstanceTable numbers, InstanceRow row) => connection
        .Statement("""
            INSERT INTO instances(key, id, name, version, generation, status, created, updated, start_at,
                parent, parent_generation, parent_task, parent_id, parent_name, tags, input, segments, trace)
            VALUES(?, ?, ?, ?, 0, 6, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """)
        .Bind(1, row.Key)
        .Bind(2, row.Id)
        .Bind(3, row.Name)
        .Bind(4, row.Version)
        .Bind(5, row.Created)
        .Bind(6, row.Created)
        .Bind(7, row.StartAt)
        .Bind(8, row.Parent?.Key)
        .Bind(9, row.Parent?.Generation)
        .Bind(10, row.Parent?.TaskId)
        .Bind(11, row.Parent?.Id)
        .Bind(12, row.Parent?.Name)
        .Bind(13, EncodeTags(row.Tags))
        .Bind(14, PayloadTable.Put(connection, numbers, row.Key, new(row.Input, row.PackedInput)))
        .Bind(15, row.Trace?.Text)
        .Run();

    /// <summary>Looks up who has an id now.</summary>
    /// <returns>Its number and status; null when there is nobody.</returns>
    internal static (long Key, OrchestrationRuntimeStatus Status)? Find(StoreConnection connection, string id)
    {
        StoreStatement find = connection.Statement(
            "SELECT key, status FROM instances WHERE id=?").Bind(1, id);
        if (!find.Read())
        {
            return null;
        }

        (long, OrchestrationRuntimeStatus) found = (find.Int64(0), (OrchestrationRuntimeStatus)find.Int32(1));
        find.Reset();
        return found;
    }

    /// <summary>Whether an instance exists and has not ended.</summary>
    internal static bool IsLive(StoreConnection connection, long key)
    {
        StoreStatement find = connection
            .Statement("SELECT 1 FROM instances WHERE key=? AND completed IS NULL").Bind(1, key);
        bool live = find.Read();
        find.Reset();
        return live;
    }

    /// <summary>Reads which call an instance answers.</summary>
    /// <returns>Null when it has no parent.</returns>
    internal static (long Key, int Generation, int TaskId)? ReadParent(StoreConnection connection, long key)
    {
        StoreStatement read = connection
            .Statement("SELECT parent, parent_generation, parent_task FROM instances WHERE key=?")
            .Bind(1, key);
        if (!read.Read())
        {
            return null;
        }

        (long, int, int)? found = read.IsNull(0) ? null : (read.Int64(0), read.Int32(1), read.Int32(2));
        read.Reset();
        return found;
    }

    /// <summary>Removes an instance with all that is its own; a long history is left to the
    /// housekeeper.</summary>
    internal static void Delete(StoreConnection connection, long key)
    {
        connection.Statement("DELETE FROM instances WHERE key=?").Bind(1, key).Run();
        if (!Purging.TakeRest(connection, key, PurgeBudget.OfOneCommit))
        {
            Purging.Put(connection, key, recursive: false, job: 0);
        }
    }

    /// <summary>Puts a message where its receiver finds it after a crash.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="numbers">For what goes out of line.</param>
    /// <param name="key">The receiver's number.</param>
    /// <param name="message">A message as its sender knows it.</param>
    /// <returns>The message as its receiver is to have it.</returns>
    internal static Message PutInbox(
        StoreConnection connection, InstanceTable numbers, long key, Message message)
    {
        HistoryEvent item = message.Event;
        PayloadReference? reference = item.Pack()?.Reference(numbers.NextPayload());
        if (reference is not null)
        {
            PayloadTable.Insert(connection, key, reference, item.Packed!);
        }

        if (item.Reference != reference)
        {
            // The sender's reference, if it has one, is to what belongs to the sender.
            message = message with { Event = item = item.With(reference) };
        }

        var writer = new HistoryWriter();
        writer.Write(item);
        connection.Statement("INSERT INTO inbox(instance, seq, generation, event) VALUES(?, ?, ?, ?)")
            .Bind(1, key)
            .Bind(2, message.InboxSeq)
            .Bind(3, message.Generation)
            .Bind(4, writer.Written)
            .Run();
        return message;
    }

    /// <summary>Reads an instance's row.</summary>
    /// <returns>Null when it is gone.</returns>
    internal static InstanceRow? ReadRow(StoreConnection connection, long key)
    {
        StoreStatement read = connection
            .Statement($"SELECT {RowColumns} FROM instances WHERE key=?").Bind(1, key);
        if (!read.Read())
        {
            return null;
        }

        InstanceRow row = RowOf(read);
        row = row with { Input = PayloadTable.Resolve(connection, row.Input) };
        read.Reset();
        return row;
    }

    /// <summary>Reads the rows of all that have not ended, the oldest first, with inputs as they
    /// stand.</summary>
    internal static List<InstanceRow> ReadLive(StoreConnection connection)
    {
        List<InstanceRow> rows = [];
        StoreStatement read = connection
            .Statement($"SELECT {RowColumns} FROM instances WHERE completed IS NULL ORDER BY key");
        while (read.Read())
        {
            rows.Add(RowOf(read));
        }

        return rows;
    }

    /// <summary>Reads where those that have not ended hang in a trace; the others are left out.</summary>
    internal static Dictionary<long, TraceLink> ReadTraces(StoreConnection connection)
    {
        Dictionary<long, TraceLink> traces = [];
        StoreStatement read = connection.Statement(
            "SELECT key, trace FROM instances WHERE completed IS NULL AND trace IS NOT NULL");
        while (read.Read())
        {
            if (TraceLink.Read(read.Text(1)) is { } trace)
            {
                traces.Add(read.Int64(0), trace);
            }
        }

        return traces;
    }

    /// <summary>Reads an instance's whole history.</summary>
    internal static StoredHistory ReadHistory(StoreConnection connection, long key)
    {
        StoreStatement row = connection.Statement(
            "SELECT segments, tail FROM instances WHERE key=?").Bind(1, key);
        if (!row.Read())
        {
            return new([], 0, null);
        }

        int segments = row.Int32(0);
        byte[]? tail = row.Blob(1);
        row.Reset();
        if (segments == 0)
        {
            return new(tail ?? [], 0, tail);
        }

        using var all = new MemoryStream();
        StoreStatement read = connection
            .Statement("SELECT events FROM history WHERE instance=? ORDER BY segment").Bind(1, key);
        while (read.Read())
        {
            all.Write(read.Blob(0));
        }

        all.Write(tail);
        return new(all.ToArray(), segments, tail);
    }

    internal static byte[]? EncodeTags(IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is not { Count: > 0 })
        {
            return null;
        }

        var writer = new HistoryWriter();
        writer.Tags(tags);
        return writer.Written.ToArray();
    }

    internal static Dictionary<string, string>? DecodeTags(byte[]? tags)
    {
        if (tags is null)
        {
            return null;
        }

        var reader = new HistoryReader(tags);
        return reader.Tags();
    }

    private static InstanceRow RowOf(StoreStatement read) => new()
    {
        Key = read.Int64(0),
        Id = read.Text(1)!,
        Name = read.Text(2)!,
        Version = read.Text(3),
        Generation = read.Int32(4),
        Status = (OrchestrationRuntimeStatus)read.Int32(5),
        Created = read.Int64(6),
        StartAt = read.Int64OrNull(7),
        Parent = read.IsNull(8)
            ? null
            : new(read.Int64(8), read.Int32(9), read.Int32(10), read.Text(11)!, read.Text(12)!),
        Tags = DecodeTags(read.Blob(13)),
        Input = read.Blob(14),
    };
}

/// <summary>An instance's history as the store holds it.</summary>
/// <param name="Events">All steps, the oldest first.</param>
/// <param name="Segments">How many full segments that is.</param>
/// <param name="Tail">The steps that are still in the row; the end of <paramref name="Events"/>.</param>
internal sealed record StoredHistory(byte[] Events, int Segments, byte[]? Tail);
