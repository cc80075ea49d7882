namespace TradingBase.Domain.Tests.Primitives;

public sealed class TurnstileTests
{
    private readonly Turnstile _turnstile = new();

    [Fact]
    public async Task Enter_SeveralWait_ComeInOneByOneInTheirOrder()
    {
        await _turnstile.EnterAsync(CancellationToken.None);
        Task second = _turnstile.EnterAsync(CancellationToken.None);
        Task third = _turnstile.EnterAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);

        _turnstile.Leave();
        await second;
        Assert.False(third.IsCompleted);

        _turnstile.Leave();
        await third;
    }

    [Fact]
    public async Task Enter_TurnGivenUp_GoesToTheNext()
    {
        await _turnstile.EnterAsync(CancellationToken.None);
        using CancellationTokenSource stop = new();
        Task second = _turnstile.EnterAsync(stop.Token);
        Task third = _turnstile.EnterAsync(CancellationToken.None);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _turnstile.Leave();

        await third;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _turnstile.EnterAsync(stop.Token));
    }

    [Fact]
    public async Task Leave_NobodyWaits_LetsTheNextInAtOnce()
    {
        await _turnstile.EnterAsync(CancellationToken.None);
        _turnstile.Leave();

        Assert.True(_turnstile.EnterAsync(CancellationToken.None).IsCompletedSuccessfully);
        _turnstile.Leave();
        Assert.Throws<InvalidOperationException>(_turnstile.Leave);
    }

    [Fact]
    public async Task Enter_ManyThreads_NeverTwoInside()
    {
        int inside = 0, most = 0, turns = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                await _turnstile.EnterAsync(CancellationToken.None);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                turns++;
                Interlocked.Decrement(ref inside);
                _turnstile.Leave();
            }
        })));

        Assert.Equal(1, most);
        Assert.Equal(4_000, turns);
    }
}
