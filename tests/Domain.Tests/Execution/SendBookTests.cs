using TradingBase.Testing;

namespace TradingBase.Execution.Tests;

public sealed class SendBookTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private readonly MemoryStateStore _store = new();

    [Fact]
    public async Task TryClaim_ByManyProcesses_IsWonByOne()
    {
        bool[] won = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => new SendBook(_store).TryClaimAsync("venue", "order-1", At, default))));

        Assert.Equal(1, won.Count(one => one));
        Assert.Equal(At, await new SendBook(_store).FindAsync("venue", "order-1", default));
    }

    [Fact]
    public async Task TryClaim_AnotherVenueOrOrder_IsAnotherClaim()
    {
        SendBook book = new(_store);

        Assert.True(await book.TryClaimAsync("venue", "order-1", At, default));
        Assert.True(await book.TryClaimAsync("other", "order-1", At, default));
        Assert.True(await book.TryClaimAsync("venue", "order-2", At, default));
        Assert.Null(await book.FindAsync("venue", "order-3", default));
    }

    [Fact]
    public async Task Forbid_NobodyClaimed_TakesTheRightFromWhoeverComesLater()
    {
        SendBook book = new(_store);

        Assert.True(await book.TryForbidAsync("venue", "order-1", At, Window, default));
        Assert.False(await new SendBook(_store).TryClaimAsync("venue", "order-1", At, default));
        Assert.True(await book.TryForbidAsync("venue", "order-1", At, Window, default));
        Assert.Null(await book.FindAsync("venue", "order-1", default));
    }

    [Fact]
    public async Task Forbid_AClaimThatMayStillArrive_IsRefusedUntilItCannot()
    {
        SendBook book = new(_store);
        await book.TryClaimAsync("venue", "order-1", At, default);

        Assert.False(await book.TryForbidAsync(
            "venue", "order-1", At + Window - TimeSpan.FromTicks(1), Window, default));
        Assert.True(await book.TryForbidAsync("venue", "order-1", At + Window, Window, default));
        Assert.Equal(At, await book.FindAsync("venue", "order-1", default));
    }

    [Fact]
    public Task ClaimAndForbid_AtTheSameTime_OneOfThemSucceeds() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore store = new();
        bool[] won = await Task.WhenAll(
            [
                .. Enumerable.Range(0, 8).OrderBy(_ => random.Next()).Select(
                    one => Task.Run(() => one % 2 == 0
                    ? new SendBook(store).TryClaimAsync("venue", "order-1", At, default)
                    : NotForbiddenAsync(store))),
            ]);

        bool claimed = await new SendBook(store).FindAsync("venue", "order-1", default) is not null;
        Assert.Equal(claimed ? 5 : 0, won.Count(one => one));
    });

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static async Task<bool> NotForbiddenAsync(MemoryStateStore store) =>
        !await new SendBook(store).TryForbidAsync("venue", "order-1", At, Window, default);
}
