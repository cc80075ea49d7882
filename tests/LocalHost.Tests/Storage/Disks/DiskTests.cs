using SQLitePCL;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;
using TradingBase.LocalHost.Tests.Engine;

namespace TradingBase.LocalHost.Tests.Storage.Disks;

public sealed class DiskTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("store.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Store_ThroughADisk_IsTheSameStoreAsWithoutIt()
    {
        using (NumbersStore first = new(Path, new CountingDisk()))
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => first.InsertAsync(i, load: 10_000)));
            Assert.Equal(100, first.Values.Count);
            Assert.Equal("FULL", first.File.Synchronous);
        }

        using NumbersStore second = new(Path);
        await second.InsertAsync(100);

        Assert.Equal(Enumerable.Range(0, 101).Select(i => (long)i), second.Values);
        Assert.Equal("ok", second.Integrity);
    }

    [Fact]
    public async Task CountingDisk_EveryCommit_IsOneSyncAndWhatTheLogGrowsBy()
    {
        CountingDisk disk = new();
        using NumbersStore store = new(Path, disk);
        await store.InsertAsync(0);
        (long syncs, long writes, long bytes, long log) = (disk.Syncs, disk.Writes, disk.BytesWritten, Log());

        for (int i = 1; i <= 50; i++)
        {
            await store.InsertAsync(i, load: 9_000);
        }

        // A frame of the log is a head of 24 bytes and a page, each written by itself.
        Assert.Equal(50, disk.Syncs - syncs);
        Assert.Equal(Log() - log, disk.BytesWritten - bytes);
        Assert.Equal((Log() - log) / (4096 + 24) * 2, disk.Writes - writes);
        long Log() => new FileInfo(Path + "-wal").Length;
    }

    [Fact]
    public async Task CountingDisk_ThatIsSlow_TakesAtLeastItsTimeForEachSync()
    {
        TimeSpan slowness = TimeSpan.FromMilliseconds(3);
        CountingDisk disk = new(slowness);
        using NumbersStore store = new(Path, disk);
        long begun = TimeProvider.System.GetTimestamp();
        long syncs = disk.Syncs;

        await store.InsertAsync(1);
        await store.InsertAsync(2);

        // Only a bound from below: how much longer it takes is the machine's affair.
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= slowness * (disk.Syncs - syncs));
        Assert.InRange(disk.Syncs - syncs, 2, 3);
    }

    [Theory]
    [InlineData("Write", raw.SQLITE_FULL, false)]
    [InlineData("Write", raw.SQLITE_IOERR_WRITE, true)]
    [InlineData("Sync", raw.SQLITE_IOERR_FSYNC, false)]
    [InlineData("Sync", raw.SQLITE_IOERR_FSYNC, true)]
    [InlineData("Write", raw.SQLITE_READONLY, false)]
    public async Task Write_ThatTheDiskRefuses_IsUnavailableAndNothingOfItIsKept(
        string operation, int code, bool afterwards)
    {
        FaultyDisk disk = new();
        using (NumbersStore store = new(Path, disk))
        {
            await store.InsertAsync(1);
            disk.Refuse((what, _) => $"{what}" == operation, code, afterwards: afterwards);

            StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => store.InsertAsync(2, load: 50_000));
            disk.Heal();

            Assert.Equal(code, refusal.Code);
            Assert.Contains(Path, refusal.Message, StringComparison.Ordinal);
            Assert.Equal([1L], store.Values);
            await store.InsertAsync(3);
            await store.InsertAsync(2, load: 50_000);
            Assert.Equal([1L, 3L, 2L], store.Values);
        }

        using NumbersStore again = new(Path);
        Assert.Equal([1L, 3L, 2L], again.Values);
        Assert.Equal("ok", again.Integrity);
    }

    [Fact]
    public void Read_ThatTheDiskRefuses_IsUnavailableAndTheNextOneIsNot()
    {
        FaultyDisk disk = new();
        using NumbersStore store = new(Path, disk);
        disk.Refuse((what, _) => what is DiskOperation.Open, raw.SQLITE_CANTOPEN);

        Assert.Throws<StoreUnavailableException>(() => store.Values);
        disk.Refuse((what, _) => what is DiskOperation.Read, raw.SQLITE_IOERR_READ);
        Assert.Throws<StoreUnavailableException>(() => store.Values);
        disk.Heal();

        Assert.Empty(store.Values);
    }

    [Fact]
    public void Open_OnADiskThatRefuses_LeavesNothingHeld()
    {
        FaultyDisk disk = new();
        disk.Refuse((what, _) => what is DiskOperation.Sync, raw.SQLITE_IOERR_FSYNC);

        Assert.Throws<StoreUnavailableException>(() => new NumbersStore(Path, disk).Dispose());

        using NumbersStore store = new(Path);
        Assert.Empty(store.Values);
    }

    [Theory]
    [InlineData("Write", raw.SQLITE_FULL)]
    [InlineData("Sync", raw.SQLITE_IOERR_FSYNC)]
    [InlineData("Read", raw.SQLITE_IOERR_READ)]
    public async Task Open_RefusedAtAnyAccess_SaysSoAndOpensWhenFreed(string operation, int code)
    {
        for (int skip = 0; ; skip++)
        {
            using TempFolder folder = new(inMemory: true);
            FaultyDisk disk = new();
            disk.Refuse((what, _) => $"{what}" == operation, code, skip);
            try
            {
                new NumbersStore(folder.File("store.db"), disk).Dispose();
            }
            catch (StoreUnavailableException refusal)
            {
                Assert.Contains(folder.File("store.db"), refusal.Message, StringComparison.Ordinal);
            }

            using NumbersStore store = new(folder.File("store.db"));
            await store.InsertAsync(1);
            Assert.Equal([1L], store.Values);
            Assert.Equal("ok", store.Integrity);
            if (disk.Refused == 0)
            {
                // So many accesses an opening has.
                Assert.InRange(skip, 1, 1_000);
                return;
            }
        }
    }

    [Fact]
    public async Task Disk_ThatThrows_IsAnErrorOfTheDiskAndIsLogged()
    {
        using LogRecorder log = new();
        ThrowingDisk disk = new();
        using NumbersStore store = new(Path, disk, log);
        disk.Throws = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InsertAsync(1));
        disk.Throws = false;

        Assert.Contains(
            log.Lines(typeof(StoreWriter).FullName!),
            line => line == "The store's disk threw when it was told of a Sync");
        await store.InsertAsync(1);
        Assert.Equal([1L], store.Values);
    }

    private sealed class ThrowingDisk : Disk
    {
        public volatile bool Throws;

        internal override int Before(in DiskAccess access) => Throws && access.Operation is DiskOperation.Sync
            ? throw new InvalidOperationException("a mistake of the disk's")
            : raw.SQLITE_OK;
    }
}
