namespace TradingBase.LocalHost.Engine;

/// <summary>Where the engine's work runs: on the thread pool, or wherever a simulation wants it.</summary>
/// <remarks>
/// Everything that the engine does beside its callers and the store's writer begins here. Continuations go
/// where .NET takes them: to the context that was current when the work began.
/// </remarks>
internal class WorkScheduler
{
    /// <summary>The thread pool and the machine's own clock.</summary>
    internal static WorkScheduler Default { get; } = new();

    /// <summary>The clock by which a stop loses its patience; not the orchestrations', which a test may hold
    /// still.</summary>
    internal virtual TimeProvider Wall => TimeProvider.System;

    /// <summary>Runs work soon, not on the caller's stack.</summary>
    internal virtual void Queue(IThreadPoolWorkItem work) =>
        ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    /// <summary>Cancels, and runs what others have tied to it where it cannot hold up the caller.</summary>
    internal virtual Task CancelAsync(CancellationTokenSource source) => source.CancelAsync();
}
