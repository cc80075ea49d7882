namespace TradingBase.LocalHost.Storage;

/// <summary>The queues' table.</summary>
/// <remarks>
/// The store has one process at a time, so a receipt that is found at the start belongs to a dead one: its
/// message is visible again at once. Its dequeue count stays, so that a message which kills the host becomes
/// poison too.
/// </remarks>
internal sealed class SqliteQueueSchema : IStoreSchema
{
    /// <inheritdoc/>
    public string Sql => """
        CREATE TABLE IF NOT EXISTS queue_messages(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL, body BLOB NOT NULL, visible INTEGER NOT NULL,
            inserted INTEGER NOT NULL, dequeued INTEGER NOT NULL DEFAULT 0, receipt TEXT, reason TEXT);
        CREATE INDEX IF NOT EXISTS queue_visible ON queue_messages(queue, visible, sequence);
        CREATE INDEX IF NOT EXISTS queue_held ON queue_messages(receipt) WHERE receipt IS NOT NULL;
        UPDATE queue_messages SET receipt = NULL, visible = inserted WHERE receipt IS NOT NULL;
        """;
}
