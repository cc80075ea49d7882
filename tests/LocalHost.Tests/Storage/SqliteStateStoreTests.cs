using System.Globalization;
using Microsoft.Data.Sqlite;
using TradingBase.Domain.Tests.Primitives;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Storage;

public sealed class SqliteStateStoreTests : StateStoreContract, IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<SqliteStateStore> _stores = [];

    private string File => _folder.File("state.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (SqliteStateStore store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_AfterDispose_HoldsWhatWasAnswered()
    {
        SqliteStateStore first = Open(File);
        await first.TrySubmitAsync("p", [Row("a")], default);
        await first.DisposeAsync();

        IReadOnlyList<StateRow> rows = await Open(File).ReadAsync("p", null, null, 10, false, default);

        Assert.Equal("a", Assert.Single(rows).Key);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => first.TrySubmitAsync("p", [Row("b")], default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => first.FindAsync("p", "a", default));
    }

    [Fact]
    public void Open_InAFolderThatIsNotThere_MakesIt()
    {
        Open(_folder.File("deep/er/state.db"));

        Assert.True(System.IO.File.Exists(_folder.File("deep/er/state.db")));
    }

    [Fact]
    public void Open_ATextFile_IsRefusedWithItsNameAndWhatWasExpected()
    {
        System.IO.File.WriteAllText(File, new string('x', 10_000));

        StateUnavailableException refusal = Assert.Throws<StateUnavailableException>(() => Open(File));

        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, new FileInfo(File).Length);
    }

    [Fact]
    public void Open_AFolder_IsRefusedWithItsName()
    {
        StateUnavailableException refusal = Assert.Throws<StateUnavailableException>(
            () => Open(_folder.Path));

        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefusedAndLeftAlone()
    {
        Sql(File, "CREATE TABLE theirs(x)");

        StateUnavailableException refusal = Assert.Throws<StateUnavailableException>(() => Open(File));

        Assert.Contains("another program's database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("theirs", Sql(File, "SELECT group_concat(name) FROM sqlite_master"));
    }

    [Fact]
    public async Task Open_AFileOfANewerForm_IsRefusedWithBothForms()
    {
        await Open(File).DisposeAsync();
        Sql(File, "PRAGMA user_version = 2");

        StateUnavailableException refusal = Assert.Throws<StateUnavailableException>(() => Open(File));

        Assert.Contains("form 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("form 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ManyAtOnceOnANewFile_AgreeOnOneFile()
    {
        SqliteStateStore[] stores = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => SqliteStateStore.Open(File))));
        _stores.AddRange(stores);

        await Task.WhenAll(stores.Select((store, i) =>
            store.TrySubmitAsync("p", [Row(i.ToString(CultureInfo.InvariantCulture))], default)));

        Assert.Equal(4, (await stores[0].ReadAsync("p", null, null, 10, false, default)).Count);
    }

    [Fact]
    public async Task Submit_DiskFull_KeepsNothingHalfAndGoesOnWhenFreed()
    {
        SqliteStateStore store = Open(File);
        await store.TrySubmitAsync("p", [Row("a")], default);
        await store.SetAsync("PRAGMA max_page_count = 8");

        StateUnavailableException refusal = await Assert.ThrowsAsync<StateUnavailableException>(
            () => store.TrySubmitAsync("p", [Row("b"), Row("c", 100_000)], default));
        bool small = await store.TrySubmitAsync("p", [Row("d")], default);
        string[] meanwhile = await KeysAsync(store);
        await store.SetAsync("PRAGMA max_page_count = 1000000");
        bool later = await store.TrySubmitAsync("p", [Row("b"), Row("c", 100_000)], default);

        Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
        Assert.True(small && later);
        Assert.Equal(["a", "d"], meanwhile);
        Assert.Equal(["a", "b", "c", "d"], await KeysAsync(store));
    }

    [Fact]
    public async Task Submit_DiskFullForOneOfMany_KeepsTheOthers()
    {
        SqliteStateStore store = Open(File);
        await store.SetAsync("PRAGMA max_page_count = 12");

        Task<bool>[] submits =
        [
            .. Enumerable.Range(0, 9).Select(i => store.TrySubmitAsync(
                "p", [Row(i.ToString(CultureInfo.InvariantCulture), i == 4 ? 100_000 : 1)], default)),
        ];

        await Assert.ThrowsAsync<StateUnavailableException>(() => submits[4]);
        Assert.All(await Task.WhenAll(submits.Where((_, i) => i != 4)), Assert.True);
        Assert.Equal(["0", "1", "2", "3", "5", "6", "7", "8"], await KeysAsync(store));
    }

    [Fact]
    public async Task Submit_ToAFileThatMayNotBeWritten_IsRefusedAndReadsGoOn()
    {
        SqliteStateStore store = Open(File);
        await store.TrySubmitAsync("p", [Row("a")], default);
        await store.SetAsync("PRAGMA query_only = ON");

        await Assert.ThrowsAsync<StateUnavailableException>(
            () => store.TrySubmitAsync("p", [Row("b")], default));

        Assert.Equal(["a"], await KeysAsync(store));
    }

    [Fact]
    public async Task Submit_MoreThanARowHolds_IsRefused()
    {
        SqliteStateStore store = Open(File);

        StateTooLargeException refusal = await Assert.ThrowsAsync<StateTooLargeException>(
            () => store.TrySubmitAsync("p", [Row("a", SqliteStateStore.MaxValueBytes + 1)], default));

        Assert.Equal(SqliteStateStore.MaxValueBytes, refusal.Limit);
    }

    protected override IStateStore OpenStore() => Open(File);

    private static StateChange Row(string key, int length = 1) => StateChange.Insert(key, new byte[length]);

    private static async Task<string[]> KeysAsync(SqliteStateStore store) =>
        [.. (await store.ReadAsync("p", null, null, 100, false, default)).Select(row => row.Key)];

    private static string? Sql(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    private SqliteStateStore Open(string file)
    {
        SqliteStateStore store = SqliteStateStore.Open(file);
        _stores.Add(store);
        return store;
    }
}
