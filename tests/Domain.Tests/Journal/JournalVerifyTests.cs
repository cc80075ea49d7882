using System.Globalization;
using System.Text;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

/// <summary>What was changed behind the journal's back is found, and named.</summary>
public sealed class JournalVerifyTests
{
    private static readonly DateTimeOffset Noon = new(2018, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryStateStore _store = new();
    private readonly JournalBook _journal;

    public JournalVerifyTests() => _journal = new(_store);

    [Fact]
    public async Task Verify_AnyByteOfAnyRowFlipped_IsFound()
    {
        await FillAsync(lines: 3);
        IReadOnlyList<StateRow> rows = _store.All();
        List<string> unseen = [];

        foreach (StateRow row in rows)
        {
            for (int i = 0; i < row.Value.Length; i++)
            {
                byte[] flipped = row.Value.ToArray();
                flipped[i] ^= (byte)(1 << (i % 8));
                _store.Tamper(row.Partition, row.Key, flipped);
                if ((await _journal.VerifyAsync(default)).FirstBad is null)
                {
                    unseen.Add($"{row.Partition} {row.Key} byte {i}");
                }
            }

            _store.Tamper(row.Partition, row.Key, row.Value.ToArray());
        }

        Assert.Empty(unseen);
        Assert.Null((await _journal.VerifyAsync(default)).FirstBad);
    }

    [Fact]
    public async Task Verify_AByteOfALineFlipped_NamesStreamAndLine()
    {
        await FillAsync(lines: 5);
        StateRow third = (await _store.FindAsync("journal:desk", "e:000000000003", default))!;
        byte[] text = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(third.Value.Span).Replace("33", "34", StringComparison.Ordinal));
        _store.Tamper(third.Partition, third.Key, text);

        JournalCheck check = await _journal.VerifyAsync(default);

        Assert.StartsWith("Stream 'desk', line 3: ", check.FirstBad, StringComparison.Ordinal);
        Assert.Equal(7, check.Head.Entries);
        await Assert.ThrowsAsync<StateDamagedException>(() => _journal.ReadAsync("desk", 1, 10, default));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    public async Task Verify_ALineRemoved_NamesIt(int removed, int named)
    {
        await FillAsync(lines: 5);
        _store.Tamper("journal:desk", LineKey(removed), null);

        Assert.StartsWith(
            $"Stream 'desk', line {named}: ", (await _journal.VerifyAsync(default)).FirstBad,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TwoLinesInEachOthersPlace_NamesTheFirst()
    {
        await FillAsync(lines: 5);
        StateRow second = (await _store.FindAsync("journal:desk", LineKey(2), default))!;
        StateRow fourth = (await _store.FindAsync("journal:desk", LineKey(4), default))!;
        _store.Tamper("journal:desk", LineKey(2), fourth.Value.ToArray());
        _store.Tamper("journal:desk", LineKey(4), second.Value.ToArray());

        Assert.StartsWith(
            "Stream 'desk', line 2: ", (await _journal.VerifyAsync(default)).FirstBad,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALineWrittenAnewWithASoundHash_NamesTheLineBehindIt()
    {
        await FillAsync(lines: 5);
        JournalEntry third = (await _journal.ReadAsync("desk", 3, 1, default))[0];
        MemoryStateStore elsewhere = new();
        JournalBook forger = new(elsewhere);
        foreach (JournalEntry line in await _journal.ReadAsync("desk", 1, 2, default))
        {
            await forger.AppendAsync("desk", line.Key, line.Kind, line.DeskTime, int.Parse(line.Body, CultureInfo.InvariantCulture), default);
        }

        await forger.AppendAsync("desk", third.Key, third.Kind, third.DeskTime, 999, default);
        StateRow forged = (await elsewhere.FindAsync("journal:desk", LineKey(3), default))!;
        _store.Tamper("journal:desk", LineKey(3), forged.Value.ToArray());

        Assert.StartsWith(
            "Stream 'desk', line 4: ", (await _journal.VerifyAsync(default)).FirstBad,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALinePutOnTheEnd_NamesIt()
    {
        await FillAsync(lines: 2);
        MemoryStateStore elsewhere = new();
        JournalBook forger = new(elsewhere);
        foreach (JournalEntry line in await _journal.ReadAsync("desk", 1, 2, default))
        {
            await forger.AppendAsync("desk", line.Key, line.Kind, line.DeskTime, int.Parse(line.Body, CultureInfo.InvariantCulture), default);
        }

        await forger.AppendAsync("desk", "forged", "told", Noon, 3, default);
        StateRow row = (await elsewhere.FindAsync("journal:desk", LineKey(3), default))!;
        _store.Tamper("journal:desk", LineKey(3), row.Value.ToArray());

        Assert.StartsWith(
            "Stream 'desk', line 3: ", (await _journal.VerifyAsync(default)).FirstBad,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhileLinesAreAppended_FindsNothingBad()
    {
        using CancellationTokenSource end = new();
        Task appending = Task.Run(async () =>
        {
            for (int i = 0; i < 1_000 && !end.IsCancellationRequested; i++)
            {
                await AppendAsync("desk", $"k{i}", i);
            }
        });

        for (int i = 0; i < 20; i++)
        {
            Assert.Null((await _journal.VerifyAsync(default)).FirstBad);
        }

        await end.CancelAsync();
        await appending;
    }

    private static string LineKey(int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"e:{sequence:D12}");

    private Task<JournalEntry> AppendAsync<TBody>(string stream, string key, TBody body) =>
        _journal.AppendAsync(stream, key, "told", Noon, body, default);

    private async Task FillAsync(int lines)
    {
        for (int i = 1; i <= lines; i++)
        {
            await AppendAsync("desk", $"key{i}", 11 * i);
        }

        await AppendAsync("cycle:1", "planned", 1);
        await AppendAsync("order:1", "intended", 1);
    }
}
