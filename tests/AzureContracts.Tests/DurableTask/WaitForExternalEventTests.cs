namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class WaitForExternalEventTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ScriptedContext _context = new();

    [Fact]
    public async Task Wait_EventComesFirst_ReturnsItAndStopsTheTimer()
    {
        Task<string> wait = _context.WaitForExternalEvent<string>("Approved", Hour);

        _context.Event.SetResult("by Ada");

        Assert.Equal("by Ada", await wait);
        Assert.True(_context.Timer.Task.IsCanceled);
    }

    [Fact]
    public async Task Wait_TimerComesFirst_CancelsTheWait()
    {
        Task<string> wait = _context.WaitForExternalEvent<string>("Approved", Hour);

        _context.Timer.SetResult();

        await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
        Assert.True(_context.Event.Task.IsCanceled);
    }

    [Fact]
    public async Task Wait_CallerCancels_CancelsTheWaitAndTheTimer()
    {
        using CancellationTokenSource caller = new();
        Task<string> wait = _context.WaitForExternalEvent<string>("Approved", Hour, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
        Assert.True(_context.Timer.Task.IsCanceled);
    }

    [Fact]
    public async Task Wait_EventIsThereAlreadyAndTimeIsOut_ReturnsTheEvent()
    {
        _context.Timer.SetResult();
        _context.Event.SetResult("buffered");

        Assert.Equal("buffered", await _context.WaitForExternalEvent<string>("Approved", TimeSpan.Zero));
    }

    [Fact]
    public async Task Wait_WithTimeOut_MakesTheTimerBeforeTheWait()
    {
        _context.Event.SetResult("");

        await _context.WaitForExternalEvent<string>("Approved", Hour);

        Assert.Equal(["timer", "wait Approved"], _context.Steps);
        Assert.Equal(ScriptedContext.Now + Hour, _context.FireAt);
    }

    [Fact]
    public async Task Wait_EventFails_ThrowsItsFailure()
    {
        Task<string> wait = _context.WaitForExternalEvent<string>("Approved", Hour);

        _context.Event.SetException(new FormatException("not a name"));

        await Assert.ThrowsAsync<FormatException>(() => wait);
        Assert.True(_context.Timer.Task.IsCanceled);
    }
}
