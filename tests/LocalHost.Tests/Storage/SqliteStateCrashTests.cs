using Microsoft.Data.Sqlite;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Storage;

/// <summary>What is left of the state file when the process or the machine dies.</summary>
public sealed class SqliteStateCrashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Submit_ProcessDiesInsideTheTransaction_LeavesNothingOfIt()
    {
        string file = _folder.File("state.db");
        await using SqliteStateStore store = SqliteStateStore.Open(file);
        await store.TrySubmitAsync("p", [StateChange.Insert("before", new byte[10])], default);

        using SqliteConnection dying = new($"Data Source={file};Pooling=False");
        dying.Open();
        // A cache this small spills pages of the open transaction into the log.
        Run(dying, "PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE");
        for (int i = 0; i < 200; i++)
        {
            Run(dying, $"INSERT INTO rows VALUES('p', 'half{i}', zeroblob(5000), 99)");
        }

        long log = new FileInfo(file + "-wal").Length;
        Assert.True(log > 500_000, $"The log has {log} bytes: nothing was spilt, so nothing is tested.");
        Assert.Equal(["before"], await KeysAsync(Copy(log)));

        dying.Close();
        Assert.True(await store.TrySubmitAsync("p", [StateChange.Insert("after", new byte[10])], default));
    }

    [Fact]
    public async Task Submit_LogCutAnywhere_LeavesEachSubmitWholeOrNotAtAll()
    {
        await using SqliteStateStore store = SqliteStateStore.Open(_folder.File("state.db"));
        for (int i = 0; i < 4; i++)
        {
            StateChange[] three =
            [
                StateChange.Insert($"{i}a", new byte[3_000]), StateChange.Insert($"{i}b", new byte[9_000]),
                StateChange.Insert($"{i}c", new byte[10]),
            ];
            Assert.True(await store.TrySubmitAsync("p", three, default));
        }

        long log = new FileInfo(_folder.File("state.db-wal")).Length;
        HashSet<int> seen = [];
        for (long cut = 0; cut <= log; cut += 1_111)
        {
            string[] keys = await KeysAsync(Copy(cut));
            Assert.Equal(0, keys.Length % 3);
            Assert.Equal(
                Enumerable.Range(0, keys.Length / 3)
                    .SelectMany(i => new[] { $"{i}a", $"{i}b", $"{i}c" }), keys);
            seen.Add(keys.Length / 3);
        }

        Assert.Equal([0, 1, 2, 3], seen.Order().Take(4));
        Assert.Equal(12, (await KeysAsync(Copy(log))).Length);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<string[]> KeysAsync(string file)
    {
        await using SqliteStateStore store = SqliteStateStore.Open(file);
        return [.. (await store.ReadAsync("p", null, null, 1_000, false, default)).Select(row => row.Key)];
    }

    /// <summary>The files as a crash would leave them, the log no longer than it had become.</summary>
    private string Copy(long logLength)
    {
        string copy = Path.Combine(_folder.Path, Path.GetRandomFileName(), "state.db");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        byte[] log = ReadShared(_folder.File("state.db-wal"));
        File.WriteAllBytes(copy, ReadShared(_folder.File("state.db")));
        File.WriteAllBytes(copy + "-wal", log[..(int)logLength]);
        return copy;
    }

    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
