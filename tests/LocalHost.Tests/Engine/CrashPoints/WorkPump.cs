using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>Does the engine's work and its callers' continuations one after the other on one thread, so that
/// a run can be repeated exactly.</summary>
internal sealed class WorkPump : WorkScheduler
{
    private readonly Queue<Action> _work = [];
    private readonly Context _context;
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public WorkPump() => _context = new(this);

    public bool IsEmpty => _work.Count == 0;

    /// <summary>Does the oldest piece of work.</summary>
    public void RunOne() => Run(_work.Dequeue());

    /// <summary>Runs code whose continuations come to this pump.</summary>
    public void Run(Action code)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            code();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    internal override void Queue(IThreadPoolWorkItem work) => Add(work.Execute);

    internal override Task CancelAsync(CancellationTokenSource source)
    {
        source.Cancel();
        return Task.CompletedTask;
    }

    private void Add(Action work)
    {
        if (_thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException("Work came from another thread; no run could be repeated.");
        }

        _work.Enqueue(work);
    }

    private sealed class Context(WorkPump pump) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => pump.Add(() => d(state));

        public override SynchronizationContext CreateCopy() => this;
    }
}
