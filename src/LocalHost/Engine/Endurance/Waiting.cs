using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Endurance;

/// <summary>What a live instance waits for, as the store tells it.</summary>
/// <param name="Row">The instance.</param>
/// <param name="Open">What its history leaves open.</param>
/// <param name="Inbox">Messages that it has not taken in.</param>
/// <param name="Children">Sub-orchestrations that have not answered, and how they are; null when they are
/// gone.</param>
internal sealed record Waiting(
    InstanceRow Row,
    Unfinished Open,
    List<Message> Inbox,
    List<(HistoryEvent Call, ChildEnd? Child)> Children)
{
    /// <summary>Reads it in one snapshot.</summary>
    /// <returns>Null when the instance has ended.</returns>
    internal static Waiting? Read(StoreConnection connection, long key)
    {
        connection.Run("BEGIN");
        try
        {
            if (!InstanceStore.IsLive(connection, key)
                || InstanceStore.ReadRow(connection, key) is not { } row)
            {
                return null;
            }

            List<Message> inbox = ReadInbox(connection, key);
            Unfinished open = Unfinished.Scan(
                InstanceStore.ReadHistory(connection, key).Events,
                inbox.Where(message => message.Generation is null || message.Generation == row.Generation)
                    .Select(message => message.Event));
            return new(
                row,
                open,
                inbox,
                [.. open.Children.Select(call => (call, ReadChild(connection, row, call)))]);
        }
        finally
        {
            connection.Run("COMMIT");
        }
    }

    private static List<Message> ReadInbox(StoreConnection connection, long key)
    {
        List<Message> inbox = [];
        StoreStatement read = connection
            .Statement("SELECT seq, generation, event FROM inbox WHERE instance=? ORDER BY seq")
            .Bind(1, key);
        while (read.Read())
        {
            var item = new HistoryReader(read.Blob(2)!);
            inbox.Add(new(item.Next()!, (int?)read.Int64OrNull(1), read.Int64(0)));
        }

        return inbox;
    }

    private static ChildEnd? ReadChild(StoreConnection connection, InstanceRow parent, HistoryEvent call)
    {
        StoreStatement read = connection
            .Statement("""
                SELECT key, status, completed, output, failure FROM instances
                WHERE id=? AND parent=? AND parent_generation=? AND parent_task=?
                """)
            .Bind(1, call.Target)
            .Bind(2, parent.Key)
            .Bind(3, parent.Generation)
            .Bind(4, call.Id);
        if (!read.Read())
        {
            return null;
        }

        ChildEnd child = new(
            read.Int64(0),
            (OrchestrationRuntimeStatus)read.Int32(1),
            read.IsNull(2),
            PayloadTable.Resolve(connection, read.Blob(3)),
            PayloadTable.Resolve(connection, read.Blob(4)));
        read.Reset();
        return child;
    }
}

/// <summary>How a sub-orchestration is.</summary>
/// <param name="Key">The store's number for it.</param>
/// <param name="Status">Its status.</param>
/// <param name="IsLive">Whether it has not ended.</param>
/// <param name="Output">Its output, if it has one.</param>
/// <param name="Failure">Its failure as it is stored, if it has failed.</param>
internal sealed record ChildEnd(
    long Key, OrchestrationRuntimeStatus Status, bool IsLive, byte[]? Output, byte[]? Failure);
