namespace TradingBase.LocalHost.Engine;

/// <summary>Counts work under way, and tells when there is none.</summary>
internal sealed class IdleGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    /// <summary>Something begins.</summary>
    internal void Enter()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    /// <summary>Something has ended, and what followed from it has begun.</summary>
    internal void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    /// <summary>A task that ends when nothing is under way; at once when that is so now.</summary>
    internal Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _count == 0
                ? Task.CompletedTask
                : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
