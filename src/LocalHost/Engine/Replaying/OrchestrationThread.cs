namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>The one logical thread on which an orchestration's code goes on.</summary>
/// <param name="escaped">Told when the code was woken by something that is not its context's.</param>
/// <remarks>
/// Continuations run while an event is fed in, in the order of their causes. A continuation that comes from
/// elsewhere (Task.Delay, Task.Run, I/O) could not be replayed, so it is not run: the instance is told and
/// fails.
/// </remarks>
internal sealed class OrchestrationThread(Action escaped) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = [];
    private volatile int _threadId;
    private int _told;

    /// <summary>Whether the caller is on the logical thread.</summary>
    internal bool IsCurrent => Current == this;

    /// <summary>Runs code, and after it everything that it set free.</summary>
    internal void Run<T>(Action<T> code, T state)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        _threadId = Environment.CurrentManagedThreadId;
        try
        {
            code(state);
            while (_ready.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            _threadId = 0;
            SetSynchronizationContext(outer);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (MayGoOn())
        {
            _ready.Enqueue((d, state));
        }
    }

    /// <summary>Whether the caller is the context's own code; whoever is not is told of, and must touch
    /// nothing.</summary>
    internal bool MayGoOn()
    {
        if (_threadId == Environment.CurrentManagedThreadId)
        {
            return true;
        }

        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            escaped();
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestration's thread takes no calls from outside.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
