using System.Globalization;
using System.Text;

namespace TradingBase.Domain.Tests.Primitives;

/// <summary>What every state store must do. A new store inherits these and adds its own.</summary>
/// <remarks>Linked into the tests of each host.</remarks>
public abstract class StateStoreContract
{
    /// <summary>A store, and at the second call the same rows as another process sees them.</summary>
    protected abstract IStateStore OpenStore();

    [Fact]
    public async Task Find_NothingThere_GivesNull()
    {
        Assert.Null(await OpenStore().FindAsync("p", "k", default));
    }

    [Fact]
    public async Task Submit_Insert_IsFoundByAnotherProcess()
    {
        IStateStore store = OpenStore();

        Assert.True(await store.TrySubmitAsync("p", [StateChange.Insert("k", Bytes("one"))], default));

        StateRow? found = await OpenStore().FindAsync("p", "k", default);
        Assert.Equal(("p", "k", "one"), (found?.Partition, found?.Key, Text(found)));
        Assert.Null(await store.FindAsync("q", "k", default));
    }

    [Fact]
    public async Task Submit_EmptyValue_IsARow()
    {
        IStateStore store = OpenStore();

        await store.TrySubmitAsync("p", [StateChange.Insert("k", ReadOnlyMemory<byte>.Empty)], default);

        Assert.Equal(0, (await store.FindAsync("p", "k", default))?.Value.Length);
    }

    [Fact]
    public async Task Submit_InsertOverARow_ChangesNothing()
    {
        IStateStore store = OpenStore();
        await store.TrySubmitAsync("p", [StateChange.Insert("k", Bytes("one"))], default);

        Assert.False(await OpenStore().TrySubmitAsync("p", [StateChange.Insert("k", Bytes("two"))], default));

        Assert.Equal("one", Text(await store.FindAsync("p", "k", default)));
    }

    [Fact]
    public async Task Submit_ReplaceWithAStaleVersion_ChangesNothing()
    {
        IStateStore store = OpenStore();
        StateRow read = await InsertAsync(store, "k", "one");
        Assert.True(
            await OpenStore().TrySubmitAsync("p", [StateChange.Replace(read, Bytes("two"))], default));

        Assert.False(await store.TrySubmitAsync("p", [StateChange.Replace(read, Bytes("three"))], default));

        Assert.Equal("two", Text(await store.FindAsync("p", "k", default)));
    }

    [Fact]
    public async Task Submit_ReplaceOrDeleteOfAMissingRow_ChangesNothing()
    {
        IStateStore store = OpenStore();
        StateRow read = await InsertAsync(store, "k", "one");
        Assert.True(await store.TrySubmitAsync("p", [StateChange.Delete(read)], default));

        Assert.False(await store.TrySubmitAsync("p", [StateChange.Delete(read)], default));
        Assert.False(await store.TrySubmitAsync("p", [StateChange.Replace(read, Bytes("two"))], default));

        Assert.Null(await store.FindAsync("p", "k", default));
    }

    [Fact]
    public async Task Submit_RowMadeAgain_DoesNotTakeTheOldVersion()
    {
        IStateStore store = OpenStore();
        StateRow first = await InsertAsync(store, "k", "one");
        await store.TrySubmitAsync("p", [StateChange.Delete(first)], default);
        await InsertAsync(store, "k", "one");

        Assert.False(await store.TrySubmitAsync("p", [StateChange.Replace(first, Bytes("two"))], default));
    }

    [Fact]
    public async Task Submit_OneChangeOfManyNotAsExpected_KeepsNoneOfThem()
    {
        IStateStore store = OpenStore();
        StateRow kept = await InsertAsync(store, "b", "one");
        StateChange[] changes =
        [
            StateChange.Insert("a", Bytes("new")),
            StateChange.Replace(kept, Bytes("two")),
            StateChange.Insert("b2", Bytes("new")),
            new("c", Bytes("never"), kept.Version),
        ];

        Assert.False(await store.TrySubmitAsync("p", changes, default));

        Assert.Equal(["b=one"], await RowsAsync(store));
    }

    [Fact]
    public async Task Submit_AHundredChanges_KeepsAllOfThem()
    {
        IStateStore store = OpenStore();
        StateChange[] changes =
        [
            .. Enumerable.Range(0, StateRules.MaxChanges)
                .Select(i => StateChange.Insert(string.Create(CultureInfo.InvariantCulture, $"{i:D3}"), Bytes("x"))),
        ];

        Assert.True(await store.TrySubmitAsync("p", changes, default));

        Assert.Equal(100, (await store.ReadAsync("p", null, null, 1_000, false, default)).Count);
    }

    [Fact]
    public async Task Submit_OutsideTheRules_IsRefused()
    {
        IStateStore store = OpenStore();
        StateChange fine = StateChange.Insert("k", Bytes("x"));
        string[] badNames = ["", "a/b", "a\\b", "a#b", "a?b", "a\nb", "a\u007fb", "é", new('x', 513)];

        foreach (string bad in badNames)
        {
            await Refused(() => store.TrySubmitAsync(bad, [fine], default));
            await Refused(() => store.TrySubmitAsync("p", [fine with { Key = bad }], default));
            await Refused(() => store.FindAsync("p", bad, default));
        }

        await Refused(() => store.TrySubmitAsync("p", [], default));
        await Refused(() => store.TrySubmitAsync("p", [fine, fine], default));
        await Refused(() => store.TrySubmitAsync("p", [new("k", null, null)], default));
        await Refused(() => store.TrySubmitAsync(
            "p", [.. Enumerable.Range(0, 101).Select(i => fine with { Key = $"k{i}" })], default));
        await Refused(() => store.ReadAsync("p", null, null, 0, false, default));
        Assert.Empty(await RowsAsync(store));
    }

    [Fact]
    public async Task Read_ARange_GivesItInTheOrderOfKeysEitherWay()
    {
        IStateStore store = OpenStore();
        string[] keys = ["B", "a:1", "a:10", "a:2", "a~", "b", "~"];
        foreach (string key in keys.Reverse())
        {
            await InsertAsync(store, key, "x");
        }

        Assert.Equal(keys, await KeysAsync(store, null, null, 100, newestFirst: false));
        Assert.Equal(keys.Reverse(), await KeysAsync(store, null, null, 100, newestFirst: true));
        Assert.Equal(["a:1", "a:10", "a:2"], await KeysAsync(store, "a:", "a;", 100, newestFirst: false));
        Assert.Equal(["a:2", "a:10"], await KeysAsync(store, "a:", "a;", 2, newestFirst: true));
        Assert.Equal(["a:10", "a:2"], await KeysAsync(store, "a:10", "a~", 100, newestFirst: false));
        Assert.Equal(["B", "a:1"], await KeysAsync(store, null, "a:10", 2, newestFirst: false));
        Assert.Equal(["~"], await KeysAsync(store, "b ", null, 5, newestFirst: true));
        Assert.Empty(await KeysAsync(store, "c", "d", 5, newestFirst: false));
    }

    [Fact]
    public async Task Read_MoreThanAPageOfTheService_GivesAll()
    {
        IStateStore store = OpenStore();
        string[] keys = [.. Enumerable.Range(0, 2_100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:D5}"))];
        foreach (string[] chunk in keys.Chunk(100))
        {
            await store.TrySubmitAsync(
                "p", [.. chunk.Select(key => StateChange.Insert(key, Bytes(key)))], default);
        }

        Assert.Equal(keys, await KeysAsync(store, null, null, 10_000, newestFirst: false));
        Assert.Equal(
            keys.Reverse().Take(1_500), await KeysAsync(store, null, null, 1_500, newestFirst: true));
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(900_000)]
    public async Task Submit_AValueOfManyBytes_ComesBackWhole(int length)
    {
        IStateStore store = OpenStore();
        byte[] value = new byte[length];
        new Random(length).NextBytes(value);

        await store.TrySubmitAsync("p", [StateChange.Insert("k", value)], default);
        StateRow row = (await OpenStore().FindAsync("p", "k", default))!;
        await store.TrySubmitAsync("p", [StateChange.Replace(row, value.AsMemory(0, 10))], default);

        Assert.True(row.Value.Span.SequenceEqual(value));
        IReadOnlyList<StateRow> shorter = await store.ReadAsync("p", null, null, 10, true, default);
        Assert.Equal(value[..10], Assert.Single(shorter).Value.ToArray());
    }

    [Fact]
    public async Task Submit_ManyAtOnce_CountsEachOfThemOnce()
    {
        IStateStore[] stores = [OpenStore(), OpenStore()];
        const int Tasks = 8, Each = 25;

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            IStateStore store = stores[task % 2];
            for (int i = 0; i < Each; i++)
            {
                await CountAsync(store);
            }
        })));

        Assert.Equal("200", Text(await stores[0].FindAsync("p", "count", default)));
    }

    private static async Task CountAsync(IStateStore store)
    {
        for (bool done = false; !done;)
        {
            StateRow? row = await store.FindAsync("p", "count", default);
            int next = row is null ? 1 : int.Parse(Text(row)!, CultureInfo.InvariantCulture) + 1;
            byte[] value = Bytes(next.ToString(CultureInfo.InvariantCulture));
            StateChange change = row is null ? StateChange.Insert("count", value) : StateChange.Replace(
                row, value);
            done = await store.TrySubmitAsync("p", [change], default);
        }
    }

    private static async Task Refused(Func<Task> call) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(call);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(StateRow? row) =>
        row is null ? null : Encoding.UTF8.GetString(row.Value.Span);

    private static async Task<StateRow> InsertAsync(IStateStore store, string key, string value)
    {
        Assert.True(await store.TrySubmitAsync("p", [StateChange.Insert(key, Bytes(value))], default));
        return (await store.FindAsync("p", key, default))!;
    }

    private static async Task<IEnumerable<string>> KeysAsync(
        IStateStore store, string? from, string? to, int atMost, bool newestFirst) =>
        (await store.ReadAsync("p", from, to, atMost, newestFirst, default)).Select(row => row.Key);

    private static async Task<IEnumerable<string>> RowsAsync(IStateStore store) =>
        (await store.ReadAsync("p", null, null, 1_000, false, default)).Select(
            row => $"{row.Key}={Text(row)}");
}
