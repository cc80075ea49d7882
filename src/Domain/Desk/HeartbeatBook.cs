namespace TradingBase.Desk;

/// <summary>Keeps the desk's last sign of life and the market clock's last tick, a row each.</summary>
/// <param name="store">Where the rows are.</param>
/// <remarks>Thread-safe; of two the later one stands.</remarks>
public sealed class HeartbeatBook(IStateStore store)
{
    private const string Partition = "heartbeat";
    private const string Desk = "desk";
    private const string MarketClock = "market-clock";

    /// <summary>Reads the last sign of life.</summary>
    /// <returns>Null before the first.</returns>
    public Task<Heartbeat?> FindAsync(CancellationToken cancellationToken) =>
        store.FindRecordAsync<Heartbeat>(Partition, Desk, cancellationToken);

    /// <summary>Keeps a sign of life.</summary>
    public Task KeepAsync(Heartbeat beat, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(beat);
        return store.ChangeRecordAsync<Heartbeat>(
            Partition, Desk, present => present is not null && present.AtUtc > beat.AtUtc ? present : beat,
            cancellationToken);
    }

    /// <summary>Notes a tick of the market clock.</summary>
    public Task TickAsync(DateTimeOffset atUtc, CancellationToken cancellationToken) =>
        store.ChangeRecordAsync<Tick>(
            Partition, MarketClock, present => present?.AtUtc > atUtc ? present : new(atUtc),
            cancellationToken);

    /// <summary>Reads the market clock's last tick.</summary>
    /// <returns>UTC; null before the first.</returns>
    public async Task<DateTimeOffset?> FindTickAsync(CancellationToken cancellationToken) =>
        (await store.FindRecordAsync<Tick>(Partition, MarketClock, cancellationToken))?.AtUtc;

    /// <summary>One tick.</summary>
    private sealed record Tick(DateTimeOffset AtUtc);
}
