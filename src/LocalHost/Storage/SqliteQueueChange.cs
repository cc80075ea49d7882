using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Storage;

/// <summary>Changes one message, provided that its receipt is still good.</summary>
internal sealed class SqliteQueueChange : AwaitedStoreCommand
{
    private readonly Func<StoreConnection, StoreStatement> _bind;

    private SqliteQueueChange(Func<StoreConnection, StoreStatement> bind) => _bind = bind;

    /// <summary>Whether the receipt was good; known when the command is done.</summary>
    public bool WasHeld { get; private set; }

    /// <summary>Ends it.</summary>
    public static SqliteQueueChange Delete(string queue, QueueDelivery held) => new(connection => connection
        .Statement("DELETE FROM queue_messages WHERE id = ?1 AND queue = ?2 AND receipt = ?3")
        .Bind(1, held.Id)
        .Bind(2, queue)
        .Bind(3, held.PopReceipt));

    /// <summary>Sets when others may have it.</summary>
    public static SqliteQueueChange Renew(string queue, QueueDelivery held, long visible, string receipt) =>
        new(connection => connection
            .Statement("""
                UPDATE queue_messages SET visible = ?4, receipt = ?5
                WHERE id = ?1 AND queue = ?2 AND receipt = ?3
                """)
            .Bind(1, held.Id)
            .Bind(2, queue)
            .Bind(3, held.PopReceipt)
            .Bind(4, visible)
            .Bind(5, receipt));

    /// <summary>Moves it in one step: it is never in both queues and never in none.</summary>
    public static SqliteQueueChange Move(
        string queue, QueueDelivery held, string target, string? reason, long now) =>
        new(connection => connection
            .Statement("""
                UPDATE queue_messages
                SET queue = ?4, reason = ?5, visible = ?6, inserted = ?6, dequeued = 0, receipt = NULL
                WHERE id = ?1 AND queue = ?2 AND receipt = ?3
                """)
            .Bind(1, held.Id)
            .Bind(2, queue)
            .Bind(3, held.PopReceipt)
            .Bind(4, target)
            .Bind(5, reason)
            .Bind(6, now));

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection) => WasHeld = _bind(connection).Run() == 1;
}
