using System.Globalization;
using System.Text;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

public sealed class JournalSealerTests
{
    private static readonly DateTimeOffset January = new(2018, 1, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = January.AddMonths(3);

    private readonly MemoryStateStore _store = new();
    private readonly JournalBook _journal;
    private readonly JournalSealer _sealer;

    public JournalSealerTests()
    {
        _journal = new(_store);
        _sealer = new(_store, _journal);
    }

    [Fact]
    public async Task Seal_AMonth_ClosesItsStreamsAndKeepsTheRestOpen()
    {
        await FillAsync();

        JournalSeal seal = await _sealer.SealAsync("2018-01", Later, default);

        Assert.Equal(("2018-01", 2L, 5L, 5L), (seal.Month, seal.Streams, seal.Lines, seal.LinesSoFar));
        Assert.Equal(
            ["desk", "order:3", "seals"], await _journal.ListStreamsAsync(null, 10, default));
        await SoundAsync(10);
        Assert.Equal(6, (await _journal.ReadAsync("desk", 1, 10, default)).Count
            + (await _journal.ReadAsync("order:1", 1, 10, default)).Count);
    }

    [Fact]
    public async Task Seal_Twice_GivesTheSealThatStands()
    {
        await FillAsync();
        JournalSeal first = await _sealer.SealAsync("2018-01", Later, default);
        await AppendAsync("order:1", "late", January);

        JournalSeal second = await _sealer.SealAsync("2018-01", Later, default);

        Assert.Equal(first, second);
        await SoundAsync(11);
    }

    [Fact]
    public async Task Seal_AMonthThatIsNotOverOrBeforeASealedOne_IsRefused()
    {
        await FillAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            () => _sealer.SealAsync("2018-01", January, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _sealer.SealAsync("January", Later, default));
        await _sealer.SealAsync("2018-02", Later, default);

        await Assert.ThrowsAsync<ArgumentException>(() => _sealer.SealAsync("2018-01", Later, default));
    }

    [Fact]
    public async Task Append_ToAStreamThatWasSealed_GoesOnInItsChainAndTheNextSeal()
    {
        await FillAsync();
        await _sealer.SealAsync("2018-01", Later, default);

        JournalEntry late = await AppendAsync("order:1", "late", January.AddMonths(1));
        await SoundAsync(11);
        JournalSeal next = await _sealer.SealAsync("2018-02", Later, default);

        Assert.Equal(3, late.Sequence);
        Assert.Equal((3L, 4L, 9L), (next.Streams, next.Lines, next.LinesSoFar));
        await SoundAsync(13);
    }

    [Fact]
    public async Task Prune_ASealedMonth_RemovesItsLinesAndLeavesTheChainsWhole()
    {
        await FillAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => _sealer.PruneAsync("2018-01", default));
        await _sealer.SealAsync("2018-01", Later, default);
        JournalHead before = await _journal.HeadAsync(default);

        long removed = await _sealer.PruneAsync("2018-01", default);

        Assert.Equal(5, removed);
        Assert.Equal(0, await _sealer.PruneAsync("2018-01", default));
        Assert.Empty(await _journal.ReadAsync("order:1", 1, 10, default));
        Assert.Equal(4, Assert.Single(await _journal.ReadAsync("desk", 1, 10, default)).Sequence);
        await SoundAsync(before.Entries + 2);
        Assert.Equal(5, (await AppendAsync("desk", "k5", January.AddMonths(2))).Sequence);
        await SoundAsync(before.Entries + 3);
    }

    [Fact]
    public async Task Prune_AMonthBeforeAnEarlierOne_IsRefused()
    {
        await FillAsync();
        await _sealer.SealAsync("2018-01", Later, default);
        await _sealer.SealAsync("2018-02", Later, default);

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => _sealer.PruneAsync("2018-02", default));

        Assert.Contains("2018-01", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnyByteOfAnyRowFlippedAfterASeal_IsFound()
    {
        await FillAsync();
        await _sealer.SealAsync("2018-01", Later, default);
        await AppendAsync("order:1", "late", January.AddMonths(1));
        List<string> unseen = [];
        foreach (StateRow row in _store.All())
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
        await SoundAsync(11);
    }

    [Fact]
    public async Task Verify_ASealedStreamTakenOutWhole_NamesIt()
    {
        await FillAsync();
        await _sealer.SealAsync("2018-01", Later, default);
        foreach (StateRow row in _store.All().Where(row => row.Partition == "journal:order:1").ToList())
        {
            _store.Tamper(row.Partition, row.Key, null);
        }

        Assert.StartsWith(
            "Stream 'order:1', line 2", (await _journal.VerifyAsync(default)).FirstBad,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task SealAndPrune_KilledAtAnySubmit_GoOnToTheSameJournal()
    {
        string expected = await RunAsync(new(), killAt: int.MaxValue);
        for (int kill = 1; kill < 40; kill++)
        {
            Assert.Equal(expected, await RunAsync(new(), kill));
        }
    }

    [Fact]
    public async Task Append_WhileTheStreamIsSealed_IsNeverLost()
    {
        await Property.ForAllAsync(async random =>
        {
            MemoryStateStore store = new();
            JournalBook journal = new(store), other = new(store);
            JournalSealer sealer = new(store, journal);
            await journal.AppendAsync("order:1", "k0", "told", January, 0, default);
            int appended = 1, at = random.Next(1, 8);
            bool nested = false;
            store.BeforeSubmit = async (_, _) =>
            {
                if (!nested && --at == 0)
                {
                    nested = true;
                    await other.AppendAsync("order:1", $"k{appended++}", "told", January, 0, default);
                    nested = false;
                    at = random.Next(1, 4);
                }
            };
            await sealer.SealAsync("2018-01", Later, default);
            store.BeforeSubmit = (_, _) => Task.CompletedTask;

            JournalCheck check = await journal.VerifyAsync(default);
            Assert.Null(check.FirstBad);
            Assert.Equal(appended + 2, check.Head.Entries);
            Assert.Equal(check.Head, await journal.HeadAsync(default));
        }, count: 300);
    }

    private static async Task<string> RunAsync(MemoryStateStore store, int killAt)
    {
        JournalBook journal = new(store);
        JournalSealer sealer = new(store, journal);
        for (int i = 0; i < 3; i++)
        {
            await journal.AppendAsync("desk", $"k{i}", "told", January.AddDays(i), i, default);
            await journal.AppendAsync($"order:{i}", "k", "told", January.AddDays(i), i, default);
        }

        await journal.AppendAsync("desk", "k9", "told", January.AddMonths(1), 9, default);
        int left = killAt;
        store.BeforeSubmit = (_, _) => --left == 0
            ? throw new StateUnavailableException("memory", "it was planned.")
            : Task.CompletedTask;
        for (bool done = false; !done;)
        {
            try
            {
                await sealer.SealAsync("2018-01", Later, default);
                await sealer.PruneAsync("2018-01", default);
                done = true;
            }
            catch (StateUnavailableException)
            {
                Assert.Null((await journal.VerifyAsync(default)).FirstBad);
            }
        }

        store.BeforeSubmit = (_, _) => Task.CompletedTask;
        JournalCheck check = await journal.VerifyAsync(default);
        Assert.Null(check.FirstBad);
        return string.Join('\n', store.All()
            .Select(row => $"{row.Partition} {row.Key} {Encoding.UTF8.GetString(row.Value.Span)}"));
    }

    private async Task SoundAsync(long lines)
    {
        JournalCheck check = await _journal.VerifyAsync(default);
        Assert.Null(check.FirstBad);
        Assert.Equal(lines, check.Head.Entries);
        Assert.Equal(check.Head, await _journal.HeadAsync(default));
    }

    // Eight lines: three of the desk and two of an order in January, the rest in February.
    private async Task FillAsync()
    {
        for (int i = 1; i <= 3; i++)
        {
            await AppendAsync("desk", $"k{i}", January.AddDays(i));
        }

        await AppendAsync("order:1", "k1", January);
        await AppendAsync("order:1", "k2", January.AddDays(1));
        await AppendAsync("order:3", "k1", January.AddMonths(1));
        await AppendAsync("order:3", "k2", January.AddMonths(1));
        await AppendAsync("desk", "k4", January.AddMonths(1));
    }

    private Task<JournalEntry> AppendAsync(string stream, string key, DateTimeOffset at) =>
        _journal.AppendAsync(stream, key, "told", at, at.Day.ToString(CultureInfo.InvariantCulture), default);
}
