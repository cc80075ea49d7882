using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

public sealed class SnapshotBookTests
{
    private readonly MemoryStateStore _store = new();

    [Fact]
    public async Task Keep_AndReadElsewhere_GivesTheSameSnapshot()
    {
        MarketSnapshot snapshot = Some.Snapshot(Some.Series([1.50m, -36.98m, 0m, 0.00000001m]), Some.Series([1m], Some.Instrument("SPX", tradable: false)));

        string id = await new SnapshotBook(_store).KeepAsync(snapshot, default);
        MarketSnapshot read = await new SnapshotBook(_store).ReadAsync(id, default);

        Assert.Equal(64, id.Length);
        Assert.Equal(Canonical.Json(snapshot), Canonical.Json(read));
    }

    [Fact]
    public async Task Keep_EqualContentWithOtherTrailingZeros_HasTheSameIdAndOneRow()
    {
        string first = await new SnapshotBook(_store).KeepAsync(
            Some.Snapshot(Some.Series([1.5m, 2m])), default);
        string second = await new SnapshotBook(_store).KeepAsync(
            Some.Snapshot(Some.Series([1.500m, 2.0m])), default);
        string other = await new SnapshotBook(_store).KeepAsync(
            Some.Snapshot(Some.Series([1.5m, 2.1m])), default);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(2, _store.All().Count);
    }

    [Fact]
    public async Task Read_Unknown_IsNotFound()
    {
        await Assert.ThrowsAsync<KeyNotFoundException>(
            () => new SnapshotBook(_store).ReadAsync("nobody", default));
    }

    [Fact]
    public async Task Read_AnyByteChanged_IsRefusedAsDamaged()
    {
        string id = await new SnapshotBook(_store).KeepAsync(
            Some.Snapshot(Some.Series([1m, 2m, 3m])), default);
        StateRow row = Assert.Single(_store.All());
        for (int i = 0; i < row.Value.Length; i++)
        {
            byte[] flipped = row.Value.ToArray();
            flipped[i] ^= 0x10;
            _store.Tamper(row.Partition, row.Key, flipped);

            await Assert.ThrowsAsync<StateDamagedException>(
                () => new SnapshotBook(_store).ReadAsync(id, default));
        }

        _store.Tamper(row.Partition, row.Key, []);
        await Assert.ThrowsAsync<StateDamagedException>(
            () => new SnapshotBook(_store).ReadAsync(id, default));
    }

    [Fact]
    public async Task Keep_MoreThanOneRowHolds_IsKeptInParts()
    {
        Random random = new(1);
        MarketSnapshot large = Large(random, series: 22, bars: 2_000, wild: true);

        string id = await new SnapshotBook(_store).KeepAsync(large, default);

        Assert.InRange(_store.All().Count, 2, 100);
        Assert.All(_store.All(), row => Assert.InRange(row.Value.Length, 1, 600_000));
        MarketSnapshot read = await new SnapshotBook(_store).ReadAsync(id, default);
        Assert.Equal(large.Series[7].Bars, read.Series[7].Bars);
        Assert.Equal(id, await new SnapshotBook(new MemoryStateStore()).KeepAsync(read, default));
        _store.Tamper(_store.All()[0].Partition, id + ":0001", null);
        await Assert.ThrowsAsync<StateDamagedException>(
            () => new SnapshotBook(_store).ReadAsync(id, default));
    }

    [Fact]
    public async Task Read_Again_ComesFromMemoryUntilOthersTookItsPlace()
    {
        SnapshotBook book = new(_store);
        string id = await book.KeepAsync(Some.Snapshot(Some.Series([1m])), default);
        StateRow row = Assert.Single(_store.All());
        _store.Tamper(row.Partition, row.Key, null);

        MarketSnapshot first = await book.ReadAsync(id, default);
        Assert.Same(first, await book.ReadAsync(id, default));
        for (int i = 2; i < 40; i++)
        {
            await book.KeepAsync(Some.Snapshot(Some.Series([i])), default);
        }

        await Assert.ThrowsAsync<KeyNotFoundException>(() => book.ReadAsync(id, default));
    }

    [Fact]
    public async Task Keep_FiftyInstrumentsOfAYear_TakesLessThanTwentyBytesABar()
    {
        await new SnapshotBook(_store).KeepAsync(Large(new(1), series: 50, bars: 260, wild: false), default);

        // Seven 16-byte decimals and two times would be 116.
        Assert.InRange(_store.All().Sum(row => row.Value.Length), 1, 51 * 260 * 20);
    }

    [Fact]
    public Task EverySnapshotComesBackAsItWas() => Property.ForAllAsync(async random =>
    {
        MarketSnapshot snapshot = Large(random, random.Next(4), random.Next(12), wild: true);
        MemoryStateStore store = new();

        string id = await new SnapshotBook(store).KeepAsync(snapshot, default);
        MarketSnapshot read = await new SnapshotBook(store).ReadAsync(id, default);

        Assert.Equal(snapshot with { Series = [], Context = [] }, read with { Series = [], Context = [] });
        Assert.Equal(Canonical.Json(snapshot), Canonical.Json(read));
        Assert.Equal(id, await new SnapshotBook(store).KeepAsync(read, default));
    });

    private static MarketSnapshot Large(Random random, int series, int bars, bool wild) => new(
        "us-equities", Some.DeskTime, random.Next(2) == 0,
        [.. Enumerable.Range(0, series).Select(i => Series(random, $"S{i}", bars, wild))],
        [.. Enumerable.Range(0, Math.Min(series, 1)).Select(i => Series(random, $"C{i}", bars, wild))]);

    private static BarSeries Series(Random random, string symbol, int count, bool wild)
    {
        var bars = new Bar[count];
        DateTimeOffset start = Some.DeskTime.AddDays(-2 * count);
        decimal price = 100m;
        for (int i = 0; i < count; i++)
        {
            start = start.AddDays(i % 5 == 4 ? 3 : 1);
            price += random.Next(-200, 201) / 100m;
            decimal open = wild ? Wild(random) : price;
            bars[i] = new(
                start, start
                    .AddHours(21 + (wild ? random.NextDouble() : 0)), open, price + 1m, price - 1m, price,
                wild ? Wild(random) : random.Next(1_000_000, 90_000_000));
        }

        return new(
            Some.Instrument(symbol), TimeSpan.FromDays(1), "made by a test", random.Next(2) == 0, bars);
    }

    /// <summary>Any decimal at all, the extremes more often than they come by chance.</summary>
    private static decimal Wild(Random random) => random.Next(8) switch
    {
        0 => decimal.MaxValue,
        1 => decimal.MinValue,
        2 => new(1, 0, 0, true, 28),
        3 => 0.0000m,
        4 => -0.0m,
        5 => 1.10m,
        _ => new(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
    };
}
