using System.Globalization;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

public sealed class JournalBookTests
{
    private static readonly DateTimeOffset Noon = new(2018, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryStateStore _store = new();
    private readonly JournalBook _journal;

    public JournalBookTests() => _journal = new(_store);

    [Fact]
    public async Task Append_FirstAndSecond_AreChained()
    {
        JournalEntry first = await AppendAsync("desk", "opened", new { by = "Ada" });
        JournalEntry second = await AppendAsync("desk", "closed", new { by = "Bob" });

        Assert.Equal((1L, new string('0', 64)), (first.Sequence, first.PreviousHash));
        Assert.Equal((2L, first.Hash), (second.Sequence, second.PreviousHash));
        Assert.Equal("""{"by":"Ada"}""", first.Body);
        Assert.Equal([first, second], await _journal.ReadAsync("desk", 1, 10, default));
        Assert.Equal([second], await _journal.ReadAsync("desk", 2, 10, default));
        Assert.Equal([first], await _journal.ReadAsync("desk", 1, 1, default));
    }

    [Fact]
    public async Task Append_Line_HasTheHashOfItsCanonicalForm()
    {
        JournalEntry line = await AppendAsync("desk", "opened", 1);

        Assert.Equal(
            Canonical.Sha256(
                """{"body":"1","deskTime":"2018-01-02T12:00:00Z","key":"opened","kind":"told","previousHash":"""
                + $"\"{new string('0', 64)}\"" + ""","sequence":1,"stream":"desk"}"""),
            line.Hash);
    }

    [Fact]
    public async Task Append_KnownKeyWithTheSameContent_GivesTheLineThatStands()
    {
        JournalEntry first = await AppendAsync("desk", "opened", 1m);
        await AppendAsync("desk", "closed", 2m);

        Assert.Equal(first, await AppendAsync("desk", "opened", 1.00m));
        Assert.Equal(2, (await _journal.ReadAsync("desk", 1, 10, default)).Count);
    }

    [Fact]
    public async Task Append_KnownKeyWithAnotherContent_IsAConflict()
    {
        await AppendAsync("desk", "opened", 1m);

        JournalConflictException conflict = await Assert.ThrowsAsync<JournalConflictException>(
            () => AppendAsync("desk", "opened", 2m));
        await Assert.ThrowsAsync<JournalConflictException>(
            () => _journal.AppendAsync("desk", "opened", "told", Noon.AddTicks(1), 1m, default));
        await Assert.ThrowsAsync<JournalConflictException>(
            () => _journal.AppendAsync("desk", "opened", "heard", Noon, 1m, default));

        Assert.Equal(("desk", "opened"), (conflict.Stream, conflict.Key));
    }

    [Fact]
    public async Task AppendFirst_KnownKeyWithAnotherContent_GivesTheFirstAndWritesNothing()
    {
        JournalEntry first = await AppendAsync("desk", "opened", 1m);

        JournalEntry again = await _journal.AppendFirstAsync(
            "desk", "opened", "heard", Noon.AddTicks(1), 2m, default);

        Assert.Equal(first, again);
        Assert.Equal([first], await _journal.ReadAsync("desk", 1, 10, default));
    }

    [Fact]
    public async Task Append_WhileAnotherProcessDoes_ComesBehindIt()
    {
        JournalBook other = new(_store);
        bool met = false;
        _store.BeforeSubmit = async (partition, _) =>
        {
            if (!met && partition == "journal:desk")
            {
                met = true;
                await other.AppendAsync("desk", "theirs", "told", Noon, 0, default);
            }
        };

        JournalEntry ours = await AppendAsync("desk", "ours", 1);

        Assert.Equal(2, ours.Sequence);
        Assert.Null((await _journal.VerifyAsync(default)).FirstBad);
    }

    [Fact]
    public async Task Append_WhileAnotherProcessAppendsTheSame_GivesTheirLine()
    {
        JournalBook other = new(_store);
        bool met = false;
        _store.BeforeSubmit = async (partition, _) =>
        {
            if (!met && partition == "journal:desk")
            {
                met = true;
                await other.AppendAsync("desk", "same", "told", Noon, 1, default);
            }
        };

        Assert.Equal(1, (await AppendAsync("desk", "same", 1)).Sequence);
        Assert.Equal(1, (await _journal.HeadAsync(default)).Entries);
    }

    [Fact]
    public async Task Append_OthersAreAlwaysFaster_EndsInAnException()
    {
        JournalBook other = new(_store);
        int theirs = 0;
        bool nested = false;
        _store.BeforeSubmit = async (partition, _) =>
        {
            if (!nested && partition == "journal:desk")
            {
                nested = true;
                await other.AppendAsync("desk", $"theirs{theirs++}", "told", Noon, 0, default);
                nested = false;
            }
        };

        StateContentionException refusal = await Assert.ThrowsAsync<StateContentionException>(
            () => AppendAsync("desk", "ours", 1));

        Assert.Equal(theirs, refusal.Attempts);
    }

    [Fact]
    public async Task Append_StoreLostBetweenNameAndFirstLine_LeavesAStreamThatDoesNotCount()
    {
        await AppendAsync("cycle:1", "planned", 1);
        JournalHead before = await _journal.HeadAsync(default);
        _store.BeforeSubmit = (partition, _) => partition == "journal:desk"
            ? throw new StateUnavailableException("memory", "it was planned.")
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StateUnavailableException>(() => AppendAsync("desk", "opened", 1));
        _store.BeforeSubmit = (_, _) => Task.CompletedTask;

        Assert.Equal(before, await _journal.HeadAsync(default));
        Assert.Equal(new(before, null), await _journal.VerifyAsync(default));
        Assert.Equal(["cycle:1"], await _journal.ListStreamsAsync(null, 10, default));
        Assert.Equal(1, (await AppendAsync("desk", "opened", 1)).Sequence);
    }

    [Fact]
    public async Task Head_OfStreams_IsTheHashOfTheirSortedHeads()
    {
        Assert.Equal(new(0, Canonical.Sha256("[]")), await _journal.HeadAsync(default));
        JournalEntry b = await AppendAsync("b/2", "k", 1);
        await AppendAsync("a", "k", 1);
        JournalEntry a = await AppendAsync("a", "l", 1);

        JournalHead head = await _journal.HeadAsync(default);

        Assert.Equal(3, head.Entries);
        Assert.Equal(Canonical.Sha256($$"""[["a","{{a.Hash}}"],["b/2","{{b.Hash}}"]]"""), head.Head);
        Assert.Equal(head, (await _journal.VerifyAsync(default)).Head);
    }

    [Fact]
    public async Task Head_SameLinesInAnotherOrderOfStreams_IsTheSame()
    {
        MemoryStateStore second = new();
        JournalBook other = new(second);
        foreach (string stream in new[] { "x", "a#", "Ω", "order:7" })
        {
            await AppendAsync(stream, "k", stream);
        }

        foreach (string stream in new[] { "order:7", "Ω", "a#", "x" })
        {
            await other.AppendAsync(stream, "k", "told", Noon, stream, default);
        }

        Assert.Equal(await _journal.HeadAsync(default), await other.HeadAsync(default));
    }

    [Fact]
    public async Task ListStreams_InPages_GivesEachOnce()
    {
        string[] streams = [.. Enumerable.Range(0, 600).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i:D4}"))];
        foreach (string stream in streams.Reverse())
        {
            await AppendAsync(stream, "k", 1);
        }

        List<string> listed = [];
        for (string? after = null; ;)
        {
            IReadOnlyList<string> page = await _journal.ListStreamsAsync(after, 70, default);
            listed.AddRange(page);
            if (page.Count < 70)
            {
                break;
            }

            after = page[^1];
        }

        Assert.Equal(streams, listed);
        Assert.Equal(600, (await _journal.HeadAsync(default)).Entries);
        Assert.Null((await _journal.VerifyAsync(default)).FirstBad);
    }

    [Fact]
    public async Task Append_ManyAtOnceFromTwoProcesses_KeepsEveryLineOnce()
    {
        JournalBook[] books = [_journal, new(_store)];
        const int Tasks = 8, Each = 200;

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                await books[task % 2].AppendAsync("desk", $"{task}-{i}", "told", Noon, i, default);
                await books[task % 2].AppendAsync($"order:{task}", $"{i}", "told", Noon, i, default);
            }
        })));

        JournalCheck check = await _journal.VerifyAsync(default);
        Assert.Null(check.FirstBad);
        Assert.Equal(2 * Tasks * Each, check.Head.Entries);
        Assert.Equal(1_600, (await _journal.ReadAsync("desk", 1, 10_000, default)).Select(line => line.Key).Distinct().Count());
    }

    [Fact]
    public async Task Append_OutsideTheBounds_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(" ", "k", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(new('x', 201), "k", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync("desk", "", 1));
        await Assert.ThrowsAsync<ArgumentException>(
            () =>
                _journal.AppendAsync("desk", "k", "told", Noon.ToOffset(TimeSpan.FromHours(1)), 1, default));
        Assert.Empty(_store.All());
    }

    [Fact]
    public async Task Append_AnyTextAsStreamAndKey_IsFoundAgain()
    {
        string[] texts = ["a/b", "a\\b", "a#b?", "Größe", "tab\there", "~", new('ß', 200), new string('ß', 199) + "é", "x y"];
        foreach (string text in texts)
        {
            await AppendAsync(text, text, text);
        }

        foreach (string text in texts)
        {
            JournalEntry line = Assert.Single(await _journal.ReadAsync(text, 1, 10, default));
            Assert.Equal((text, text), (line.Stream, line.Key));
        }

        Assert.Equal(texts.Order(StringComparer.Ordinal), (await _journal.ListStreamsAsync(null, 100, default)).Order(StringComparer.Ordinal));
        Assert.Null((await _journal.VerifyAsync(default)).FirstBad);
    }

    private Task<JournalEntry> AppendAsync<TBody>(string stream, string key, TBody body) =>
        _journal.AppendAsync(stream, key, "told", Noon, body, default);
}
