using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Storage;

public sealed class StoreFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SecondTime_IsRefusedWithTheFilesName()
    {
        using StoreFile first = Open();

        StoreInUseException refusal = Assert.Throws<StoreInUseException>(() => Open().Dispose());

        Assert.Contains(first.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterDispose_HoldsWhatWasAcknowledged()
    {
        using (StoreFile first = Open())
        {
            await first.Writer.WriteAsync(new Insert(1));
        }

        using StoreFile second = Open();

        Assert.Equal([1L], Values(second));
        Assert.Equal("FULL", second.Synchronous);
    }

    [Fact]
    public async Task Write_ManyAtOnce_SharesCommitsAndKeepsTheOrder()
    {
        using StoreFile store = Open();

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => store.Writer.WriteAsync(new Insert(i))));

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), Values(store));
        Assert.Equal(1_000, store.Writer.Commands);
        Assert.InRange(store.Writer.Commits, 1, 999);
    }

    [Fact]
    public async Task Write_OneCommandAtFault_FailsAloneAndTheOthersAreKeptOnce()
    {
        using StoreFile store = Open();
        using var hold = new ManualResetEventSlim();
        Task held = store.Writer.WriteAsync(new Block(hold));
        Task good = store.Writer.WriteAsync(new Insert(1));
        Task bad = store.Writer.WriteAsync(new Insert(1));
        Task after = store.Writer.WriteAsync(new Insert(2));
        hold.Set();

        await held;
        await good;
        await after;

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal([1L, 2L], Values(store));
    }

    [Fact]
    public async Task Write_DiskFull_KeepsNothingHalfAndGoesOnWhenFreed()
    {
        using StoreFile store = Open();
        await store.Writer.WriteAsync(new Insert(1));
        await store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=8"));

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.Writer.WriteAsync(new Insert(2, new byte[100_000])));

        Assert.Equal([1L], Values(store));
        await store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=1000000"));
        await store.Writer.WriteAsync(new Insert(2, new byte[100_000]));
        Assert.Equal([1L, 2L], Values(store));
    }

    [Fact]
    public void Driven_CommitsAsMuchAsItIsToldAndNothingByItself()
    {
        using StoreFile store = Open(driven: true);
        Task[] writes = [.. Enumerable.Range(0, 5).Select(i => store.Writer.WriteAsync(new Insert(i)))];

        Assert.Empty(Values(store));
        store.Writer.Commit(2);

        Assert.Equal([0L, 1L], Values(store));
        Assert.Equal([true, true, false, false, false], writes.Select(write => write.IsCompleted));
        Assert.Equal(3, store.Writer.Ready);
        Assert.Equal(1, store.Writer.Commits);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    public void Driven_StopInGoodOrder_KeepsWhatWasHandedInAndAbandonDoesNot(bool good, int kept)
    {
        using (StoreFile store = Open(driven: true))
        {
            for (int i = 0; i < 3; i++)
            {
                store.Writer.Send(new Insert(i));
            }

            (good ? store.Dispose : (Action)store.Abandon)();
        }

        using StoreFile again = Open();
        Assert.Equal(kept, Values(again).Count);
    }

    private StoreFile Open(bool driven = false) => StoreFile.Open(
        _folder.File("store.db"), [new Numbers()], NullLoggerFactory.Instance, driven);

    private static List<long> Values(StoreFile store) => store.Read(connection =>
    {
        List<long> values = [];
        StoreStatement all = connection.Statement("SELECT value FROM numbers ORDER BY rowid");
        while (all.Read())
        {
            values.Add(all.Int64(0));
        }

        return values;
    });

    private sealed class Numbers : IStoreSchema
    {
        public string Sql => "CREATE TABLE IF NOT EXISTS numbers(value INTEGER UNIQUE, load BLOB)";
    }

    private sealed class Insert(long value, byte[]? load = null) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection
            .Statement("INSERT INTO numbers VALUES(?, ?)").Bind(1, value).Bind(2, load).Run();
    }

    private sealed class Pragma(string sql) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Scalar(sql);
    }

    private sealed class Block(ManualResetEventSlim until) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => until.Wait(TimeSpan.FromSeconds(30));
    }
}
