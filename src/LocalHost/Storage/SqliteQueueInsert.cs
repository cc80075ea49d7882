namespace TradingBase.LocalHost.Storage;

/// <summary>Puts a message in.</summary>
internal sealed class SqliteQueueInsert(string queue, string id, byte[] body, long inserted, long visible)
    : AwaitedStoreCommand
{
    /// <inheritdoc/>
    public override void Execute(StoreConnection connection) => connection
        .Statement("INSERT INTO queue_messages(queue, id, body, inserted, visible) VALUES(?, ?, ?, ?, ?)")
        .Bind(1, queue)
        .Bind(2, id)
        .Bind(3, body.AsSpan())
        .Bind(4, inserted)
        .Bind(5, visible)
        .Run();
}
