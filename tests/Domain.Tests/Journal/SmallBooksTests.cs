using TradingBase.Compute;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

/// <summary>The books of one row per record: replies, the desk's state, the paper venue, documents.</summary>
public sealed class SmallBooksTests
{
    private readonly MemoryStateStore _store = new();

    [Fact]
    public async Task Reply_KeptTwice_TheEarlierOneStands()
    {
        InferenceReply first = new("q/1", "heuristic", "h1", "{}", new(10, 2), 0.01m, true);
        ReplyBook book = new(_store);

        Assert.Null(await book.FindAsync("q/1", default));
        Assert.Equal(first, await book.KeepAsync(first, default));
        Assert.Equal(
            first, await new ReplyBook(_store).KeepAsync(first with { Text = "later", Usd = 9m }, default));
        Assert.Equal(first, await book.FindAsync("q/1", default));
    }

    [Fact]
    public async Task DeskState_ChangedByTwoAtOnce_KeepsBothChanges()
    {
        DeskStateBook book = new(_store), other = new(_store);
        DeskState open = new([], 100m, new(2017, 12, 29), 100m);
        Assert.Null(await book.FindAsync(default));
        await book.ChangeAsync(_ => open, default);
        bool met = false;
        _store.BeforeSubmit = async (_, _) =>
        {
            if (!met)
            {
                met = true;
                await other.ChangeAsync(state => state! with { PeakEquity = 150m }, default);
            }
        };

        DeskState stands = await book.ChangeAsync(
            state => state! with { DayStartEquity = 120m }, default);

        Assert.Equal(
            Canonical.Json(open with { DayStartEquity = 120m, PeakEquity = 150m }), Canonical.Json(stands));
        Assert.Equal(Canonical.Json(stands), Canonical.Json(await other.FindAsync(default)));
    }

    [Fact]
    public async Task DeskState_ChangedToWhatItIs_IsNotWritten()
    {
        DeskStateBook book = new(_store);
        DeskState open = new([], 100m, new(2017, 12, 29), 100m);
        await book.ChangeAsync(_ => open, default);

        await book.ChangeAsync(state => state! with { }, default);

        Assert.Equal(1, _store.Submits);
    }

    [Fact]
    public async Task Record_KeptAgain_IsReplacedAndListedNewestIdFirst()
    {
        RecordBook book = new(_store);
        foreach (string id in new[] { "2018-01-02", "2018-01-04", "2018-01-03" })
        {
            await book.KeepAsync("cycle", id, new Note(id, 1), default);
        }

        await book.KeepAsync("cycle", "2018-01-03", new Note("2018-01-03", 2), default);
        await book.KeepAsync("order", "2018-01-09", new Note("another kind", 1), default);

        Assert.Equal(new Note("2018-01-03", 2), await book.FindAsync<Note>("cycle", "2018-01-03", default));
        Assert.Null(await book.FindAsync<Note>("cycle", "2018-01-09", default));
        Assert.Equal(
            ["2018-01-04", "2018-01-03"],
            (await book.ListAsync<Note>("cycle", null, 2, default)).Select(note => note.Text));
        Assert.Equal(
            ["2018-01-02"],
            (await book.ListAsync<Note>("cycle", "2018-01-03", 9, default)).Select(note => note.Text));
        await book.RemoveAsync("cycle", "2018-01-04", default);
        await book.RemoveAsync("cycle", "2018-01-04", default);
        Assert.Equal(2, (await book.ListAsync<Note>("cycle", null, 9, default)).Count);
    }

    [Fact]
    public async Task Record_RowHoldsSomethingElse_IsDamaged()
    {
        RecordBook book = new(_store);
        await book.KeepAsync("cycle", "1", new Note("text", 1), default);
        _store.Tamper("record:cycle", "1", [0x7b]);

        StateDamagedException damaged = await Assert.ThrowsAsync<StateDamagedException>(
            () => book.FindAsync<Note>("cycle", "1", default));

        Assert.Equal(("record:cycle", "1"), (damaged.Partition, damaged.Key));
    }

    [Fact]
    public async Task KeepFirst_ManyAtOnce_OneStandsAndAllAreToldWhich()
    {
        RecordBook book = new(_store);

        Note[] told = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(
            () => book.KeepFirstAsync("verdict", "1", new Note("text", number), default))));

        Assert.Equal(await book.FindAsync<Note>("verdict", "1", default), Assert.Single(told.Distinct()));
    }

    private sealed record Note(string Text, int Number);
}
