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
}
