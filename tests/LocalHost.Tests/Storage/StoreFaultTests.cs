using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Storage;

/// <summary>What the store says and does when the machine is not as it should be.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_WhereTheLockCannotBeMade_IsUnavailableAndNotInUse()
    {
        Directory.CreateDirectory(_folder.File("store.db.lock"));

        Assert.Throws<StoreUnavailableException>(() => Open("store.db").Dispose());
    }

    [Fact]
    public void Open_WhereTheFolderIsAFile_IsUnavailable()
    {
        File.WriteAllText(_folder.File("folder"), "");

        Assert.Throws<StoreUnavailableException>(() => Open("folder/store.db").Dispose());
    }

    [Fact]
    public void Open_ByALink_IsTheStoreThatTheLinkLeadsTo()
    {
        using StoreFile first = Open("a store with spaces.db");
        File.CreateSymbolicLink(_folder.File("link.db"), first.Path);

        Assert.Throws<StoreInUseException>(() => Open("link.db").Dispose());
    }

    [Fact]
    public async Task Write_WhoseRollbackFailsToo_DoesNotEndTheWriter()
    {
        using StoreFile store = Open("store.db");

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Writer.WriteAsync(new Insert(1, refuse: true)));
        await store.Writer.WriteAsync(new Insert(2));

        Assert.Equal([2L], Values(store));
    }

    [Fact]
    public async Task Log_ThatALongReadingHasMadeGrow_IsMadeSmallAgain()
    {
        using StoreFile store = Open("store.db");
        using var reading = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        Task reader = Task.Run(() => store.Read(connection =>
        {
            connection.Run("BEGIN; SELECT * FROM numbers");
            reading.Set();
            mayEnd.Wait(TimeSpan.FromSeconds(30));
            connection.Run("COMMIT");
            return 0;
        }));
        reading.Wait(TimeSpan.FromSeconds(30));
        await FillAsync(store, 0, count: 40, load: 1 << 20);
        long grown = LogLength(store);
        mayEnd.Set();
        await reader;

        await FillAsync(store, 1_000, count: 300, load: 10);

        Assert.InRange(grown, LogBound.Limit, long.MaxValue);
        Assert.InRange(LogLength(store), 0, LogBound.Limit);
    }

    private static async Task FillAsync(StoreFile store, int first, int count, int load)
    {
        for (int i = first; i < first + count; i++)
        {
            await store.Writer.WriteAsync(new Insert(i, load: load));
        }
    }

    private static long LogLength(StoreFile store) => new FileInfo(store.Path + "-wal").Length;

    private StoreFile Open(string name) => StoreFile.Open(
        _folder.File(name), [new Numbers()], NullLoggerFactory.Instance);

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

    private sealed class Insert(long value, bool refuse = false, int load = 0) : AwaitedStoreCommand
    {
        private int _rollbacks;

        public override void Execute(StoreConnection connection)
        {
            connection.Statement("INSERT INTO numbers VALUES(?, zeroblob(?))")
                .Bind(1, value).Bind(2, (long)load).Run();
            if (refuse)
            {
                // SQLite asks before it rolls back, and is told no the first time.
                raw.sqlite3_set_authorizer(
                    connection.Database,
                    (_, action, what, _, _, _) =>
                        action == raw.SQLITE_TRANSACTION && what == "ROLLBACK" && _rollbacks++ == 0
                            ? raw.SQLITE_DENY
                            : raw.SQLITE_OK,
                    null);
                throw new InvalidOperationException("refused");
            }
        }
    }
}
