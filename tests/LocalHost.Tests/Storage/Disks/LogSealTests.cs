using SQLitePCL;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Storage.Disks;

/// <summary>A commit that was reported as failed, and a process that is killed after that.</summary>
public sealed class LogSealTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_WhoseSyncFailed_IsNotBroughtBackByAKill(bool afterwards)
    {
        using NumbersStore store = new(_folder.File("store.db"), _disk);
        await store.InsertAsync(1);
        _disk.Refuse(IsSyncOfTheLog, raw.SQLITE_IOERR_FSYNC, times: 1, afterwards: afterwards);

        StoreUnavailableException refusal =
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InsertAsync(2, load: 20_000));

        Assert.False(refusal.IsDoubtful);
        Assert.Equal([1L], ValuesAfterAKill());
    }

    [Fact]
    public async Task Write_WhoseSyncAndSealFailed_IsDoubtfulUntilTheNextWrite()
    {
        using NumbersStore store = new(_folder.File("store.db"), _disk);
        await store.InsertAsync(1);
        _disk.Refuse(
            (what, file) => IsSyncOfTheLog(what, file) || (_disk.Refused > 0 && what is DiskOperation.Write),
            raw.SQLITE_IOERR_FSYNC);

        StoreUnavailableException refusal =
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InsertAsync(2));
        List<long> before = ValuesAfterAKill();
        _disk.Heal();
        await store.InsertAsync(3);

        Assert.True(refusal.IsDoubtful);
        Assert.Equal([1L, 2L], before);
        Assert.Equal([1L, 3L], ValuesAfterAKill());
        Assert.Equal([1L, 3L], store.Values);
    }

    [Fact]
    public async Task Dispose_AfterADoubtfulWrite_LeavesNoDoubt()
    {
        using (NumbersStore store = new(_folder.File("store.db"), _disk))
        {
            await store.InsertAsync(1);
            _disk.Refuse(IsSyncOfTheLog, raw.SQLITE_IOERR_FSYNC);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InsertAsync(2));

            // The log stays where it is: the closing cannot take it over into the store.
            _disk.Refuse(
                (what, file) => what is DiskOperation.Write && file is DiskFileKind.Store, raw.SQLITE_FULL);
        }

        Assert.Equal([1L], ValuesAfterAKill());
    }

    private static bool IsSyncOfTheLog(DiskOperation what, DiskFileKind file) =>
        what is DiskOperation.Sync && file is DiskFileKind.Log;

    // The files as a kill at this moment leaves them: everything written is there, the shared memory is not.
    private List<long> ValuesAfterAKill()
    {
        using TempFolder left = new();
        foreach (string name in (string[])["store.db", "store.db-wal"])
        {
            if (File.Exists(_folder.File(name)))
            {
                File.Copy(_folder.File(name), left.File(name));
            }
        }

        using NumbersStore store = new(left.File("store.db"));
        Assert.Equal("ok", store.Integrity);
        return store.Values;
    }
}
