using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Storage;

/// <summary>A queue in the store's file; what was acknowledged survives a kill.</summary>
/// <param name="store">Holds the table of <see cref="SqliteQueueSchema"/>.</param>
/// <param name="name">The queue's.</param>
/// <param name="time">Measures invisibility.</param>
/// <remarks>Messages never expire. One object for each queue: its signal wakes only those who wait on
/// it.</remarks>
internal sealed class SqliteQueue(StoreFile store, string name, TimeProvider time) : IQueue
{
    private readonly QueueSignal _signal = new();

    /// <inheritdoc/>
    public string Name => name;

    private long Now => time.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public async Task<string> SendAsync(BinaryData body, TimeSpan delay, CancellationToken cancellationToken)
    {
        QueueLimits.CheckSending(body, delay);
        cancellationToken.ThrowIfCancellationRequested();
        long now = Now;
        string id = Guid.CreateVersion7(new(now, TimeSpan.Zero)).ToString();
        SqliteQueueInsert insert = new(name, id, body.ToArray(), now, now + delay.Ticks);
        await store.Writer.WriteAsync(insert);
        _signal.Set();
        return id;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(
        int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueueLimits.CheckReceiving(count, visibility);
        cancellationToken.ThrowIfCancellationRequested();
        long now = Now;

        // An idle queue costs a reading, not a commit.
        if (NextVisible() is not { } next || next > now)
        {
            return [];
        }

        SqliteQueueClaim claim = new(name, count, now, now + visibility.Ticks);
        await store.Writer.WriteAsync(claim);
        return claim.Deliveries;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SqliteQueueChange delete = SqliteQueueChange.Delete(name, delivery);
        await store.Writer.WriteAsync(delete);
        return delete.WasHeld;
    }

    /// <inheritdoc/>
    public async Task<QueueDelivery?> UpdateVisibilityAsync(
        QueueDelivery delivery, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueueLimits.CheckInvisible(visibility);
        cancellationToken.ThrowIfCancellationRequested();
        long visible = Now + visibility.Ticks;
        QueueDelivery renewed = delivery with
        {
            PopReceipt = SqliteQueueClaim.NewReceipt(),
            NextVisibleAt = new(visible, TimeSpan.Zero),
        };
        SqliteQueueChange renew = SqliteQueueChange.Renew(name, delivery, visible, renewed.PopReceipt);
        await store.Writer.WriteAsync(renew);

        // Who waits need only hear of what comes sooner than they think.
        if (renewed.NextVisibleAt < delivery.NextVisibleAt)
        {
            _signal.Set();
        }

        return renew.WasHeld ? renewed : null;
    }

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(
        QueueDelivery delivery, IQueue target, string? reason, CancellationToken cancellationToken)
    {
        if (target is not SqliteQueue queue)
        {
            throw new ArgumentException(
                $"'{target.Name}' is not in the store, as '{name}' is.", nameof(target));
        }

        cancellationToken.ThrowIfCancellationRequested();
        SqliteQueueChange move = SqliteQueueChange.Move(name, delivery, target.Name, reason, Now);
        await store.Writer.WriteAsync(move);
        queue._signal.Set();
        return move.WasHeld;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueDelivery>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long now = Now;
        return Task.FromResult<IReadOnlyList<QueueDelivery>>(store.Read(connection =>
        {
            StoreStatement rows = connection.Statement($"""
                SELECT {SqliteQueueClaim.Columns}, visible, receipt FROM queue_messages
                WHERE queue = ? AND visible <= ? ORDER BY visible, sequence LIMIT ?
                """).Bind(1, name).Bind(2, now).Bind(3, (long)count);
            return SqliteQueueClaim.ReadAll(rows);
        }));
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long count = Number("SELECT count(*) FROM queue_messages WHERE queue = ?") ?? 0;
        return Task.FromResult((int)count);
    }

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(
        NextVisible() is { } next ? TimeSpan.FromTicks(next - Now) : null, time, cancellationToken);

    private long? NextVisible() => Number("SELECT min(visible) FROM queue_messages WHERE queue = ?");

    private long? Number(string sql) => store.Read(connection =>
    {
        StoreStatement row = connection.Statement(sql).Bind(1, name);
        long? number = row.Read() ? row.Int64OrNull(0) : null;
        row.Reset();
        return number;
    });
}
