using TradingBase.LocalHost.Engine;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>
/// Where all of an engine's work runs in a simulation: nothing begins by itself, and whoever drives it picks
/// which of the callbacks that are ready goes next. It dies with its process.
/// </summary>
internal sealed class VirtualThread : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly int _owner = Environment.CurrentManagedThreadId;

    /// <summary>Whether the process is gone: nothing that is still called has any effect.</summary>
    internal bool IsDead { get; private set; }

    /// <summary>How many callbacks are ready.</summary>
    internal int Ready => _ready.Count;

    /// <summary>Whether something came from another thread, so that the run cannot be repeated.</summary>
    internal bool Escaped { get; private set; }

    /// <summary>Runs code as the process would.</summary>
    internal void Run(Action code)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        try
        {
            code();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs one of the callbacks that are ready.</summary>
    internal void RunReady(int index)
    {
        (SendOrPostCallback callback, object? state) = _ready[index];
        _ready.RemoveAt(index);
        Run(() => callback(state));
    }

    internal void Die()
    {
        IsDead = true;
        _ready.Clear();
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _owner)
        {
            Escaped = true;
        }
        else if (!IsDead)
        {
            _ready.Add((d, state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => Run(() => d(state));

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}

/// <summary>Gives the engine's work to a <see cref="VirtualThread"/>.</summary>
internal sealed class VirtualScheduler(VirtualThread thread, TimeProvider clock) : WorkScheduler
{
    internal override TimeProvider Wall => clock;

    internal override void Queue(IThreadPoolWorkItem work) => thread.Post(_ => work.Execute(), null);

    internal override Task CancelAsync(CancellationTokenSource source)
    {
        source.Cancel();
        return Task.CompletedTask;
    }
}
