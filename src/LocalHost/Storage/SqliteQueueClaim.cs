using System.Security.Cryptography;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Storage;

/// <summary>Hands out the oldest visible messages of a queue, to one consumer.</summary>
internal sealed class SqliteQueueClaim(string queue, int count, long now, long visible) : AwaitedStoreCommand
{
    internal const string Columns = "id, body, dequeued, inserted, reason";

    private readonly string _receipt = NewReceipt();

    /// <summary>What was handed out; complete when the command is done.</summary>
    public IReadOnlyList<QueueDelivery> Deliveries { get; private set; } = [];

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        StoreStatement rows = connection.Statement($"""
            UPDATE queue_messages SET visible = ?1, receipt = ?2, dequeued = dequeued + 1
            WHERE sequence IN (
                SELECT sequence FROM queue_messages
                WHERE queue = ?3 AND visible <= ?4 ORDER BY visible, sequence LIMIT ?5)
            RETURNING {Columns}, visible, receipt
            """).Bind(1, visible).Bind(2, _receipt).Bind(3, queue).Bind(4, now).Bind(5, (long)count);

        // RETURNING keeps no order; the ids do, being made of the time.
        Deliveries = [.. ReadAll(rows).OrderBy(delivery => delivery.InsertedAt)
            .ThenBy(delivery => delivery.Id, StringComparer.Ordinal)];
    }

    internal static string NewReceipt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    internal static List<QueueDelivery> ReadAll(StoreStatement rows)
    {
        List<QueueDelivery> deliveries = [];
        while (rows.Read())
        {
            deliveries.Add(new(
                rows.Text(0)!,
                rows.Text(6) ?? "",
                BinaryData.FromBytes(rows.Blob(1)!),
                rows.Int64(2),
                new(rows.Int64(3), TimeSpan.Zero),
                DateTimeOffset.MaxValue,
                new(rows.Int64(5), TimeSpan.Zero),
                rows.Text(4)));
        }

        return deliveries;
    }
}
