using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Storage;

/// <summary>The books on the state file, written by two hosts at once.</summary>
public sealed class SqliteBooksTests : IDisposable
{
    private const int Tasks = 8;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_FromTwoHostsToOneStreamAndToMany_KeepsEveryLineOnce()
    {
        const int Each = 200;
        await using SqliteStateStore one = SqliteStateStore.Open(_folder.File("state.db"));
        await using SqliteStateStore two = SqliteStateStore.Open(_folder.File("state.db"));
        JournalBook[] books = [new(one), new(two)];

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                string stream = i % 4 == 0 ? "desk" : $"order:{task}";
                await books[task % 2].AppendAsync(stream, $"{task}-{i}", "told", Some.DeskTime, i, default);
            }
        })));

        StateVerification found = await StateVerifier.Over(one).VerifyAsync(default);
        Assert.Equal((Tasks * Each, true, null), (found.Entries, found.Ok, found.FirstBad));
        Assert.Equal(found.Head, (await books[1].HeadAsync(default)).Head);
        Assert.Equal(Tasks * Each / 4, (await books[1].ReadAsync("desk", 1, 10_000, default)).Count);
    }

    [Fact]
    public async Task PostFill_FromTwoHosts_TotalsAreRight()
    {
        const int Each = 50;
        await using SqliteStateStore one = SqliteStateStore.Open(_folder.File("state.db"));
        await using SqliteStateStore two = SqliteStateStore.Open(_folder.File("state.db"));
        LedgerBook[] books = [new(one), new(two)];

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                // Both hosts post every fill: only one of them counts.
                await books[task % 2].PostFillAsync(
                    Some.Dealt($"{task / 2}-{i}", quantity: 1m, price: 10m, fee: 0.01m), default);
            }
        })));

        LedgerBalances balances = await books[0].ReadAsync(default);
        Assert.Equal(-Tasks / 2 * Each * 10.01m, balances.Cash["USD"]);
        Assert.Equal(Tasks / 2 * Each, Assert.Single(balances.Positions).Quantity);
        Assert.Null(await books[1].FindImbalanceAsync(default));
    }
}
