using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class EndpointBoardTests
{
    private readonly ManualClock _clock = new(Some.DeskTime);

    [Fact]
    public void TryEnter_FullEndpoint_IsRefusedUntilSomebodyLeaves()
    {
        EndpointBoard board = Board(Some.Endpoint(maxConcurrency: 1));

        Assert.True(board.TryEnter("a"));
        Assert.False(board.TryEnter("a"));
        board.Leave("a");
        Assert.True(board.TryEnter("a"));
    }

    [Fact]
    public void Failed_TwiceInARow_ClosesUntilTheMomentAndNotBefore()
    {
        EndpointBoard board = Board(Some.Endpoint());

        Fail(board);
        Assert.Null(board.Read()[0].ClosedUntil);
        Fail(board);
        Assert.Equal(Some.DeskTime.AddSeconds(15), board.Read()[0].ClosedUntil);
        Assert.False(board.TryEnter("a"));

        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(board.TryEnter("a"));
    }

    [Fact]
    public void Answered_BetweenFailures_StartsTheCountAnew()
    {
        EndpointBoard board = Board(Some.Endpoint());

        Fail(board);
        Assert.True(board.TryEnter("a"));
        board.Answered("a");
        Fail(board);

        Assert.Null(board.Read()[0].ClosedUntil);
    }

    [Fact]
    public void Failed_WithAMomentOfItsOwn_ClosesAtOnceForSoLong()
    {
        EndpointBoard board = Board(Some.Endpoint());

        Fail(board, TimeSpan.FromSeconds(40));

        Assert.Equal(Some.DeskTime.AddSeconds(40), board.Read()[0].ClosedUntil);
    }

    [Fact]
    public void Leave_WithoutAPlace_IsAFault() =>
        Assert.Throws<InvalidOperationException>(() => Board(Some.Endpoint()).Leave("a"));

    [Fact]
    public void Board_TwoOfOneName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Board(Some.Endpoint(), Some.Endpoint()));

    [Fact]
    public async Task TryEnter_ManyThreads_NeverLetsInMoreThanThereIsRoomFor()
    {
        EndpointBoard board = Board(Some.Endpoint(maxConcurrency: 3));
        int inside = 0;

        await Parallel.ForAsync(0, 2_000, (_, _) =>
        {
            if (board.TryEnter("a"))
            {
                Interlocked.Increment(ref inside);
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal((3, 3), (inside, board.Read()[0].InFlight));
    }

    private static void Fail(EndpointBoard board, TimeSpan? retryAfter = null)
    {
        Assert.True(board.TryEnter("a"));
        board.Failed("a", retryAfter);
    }

    private EndpointBoard Board(params Endpoint[] endpoints) => new(endpoints, new(), _clock);
}
