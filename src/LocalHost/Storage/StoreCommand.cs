namespace TradingBase.LocalHost.Storage;

/// <summary>One piece of writing that is kept whole or not at all.</summary>
/// <remarks>
/// The writer runs it on its own thread inside a transaction that it shares with whatever else is ready. When
/// a neighbour's work fails, the transaction is rolled back and this is executed again: hold no result of a
/// former run.
/// </remarks>
internal abstract class StoreCommand
{
    /// <summary>Reads and writes; everything it sees is committed or will be committed with it.</summary>
    /// <param name="connection">The writer's connection; not to be kept.</param>
    public abstract void Execute(StoreConnection connection);

    /// <summary>Called on the writer's thread when the work is on the disk; short, and throws
    /// nothing.</summary>
    public abstract void Committed();

    /// <summary>Called on the writer's thread when nothing of the work was kept; short, and throws
    /// nothing.</summary>
    /// <param name="reason">A <see cref="StoreUnavailableException"/>, or the command's own mistake.</param>
    public abstract void Failed(Exception reason);
}

/// <summary>A command whose caller waits for the disk.</summary>
internal abstract class AwaitedStoreCommand : StoreCommand
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends after the commit's fsync, or faults when nothing was kept.</summary>
    public Task Done => _done.Task;

    /// <inheritdoc/>
    public override void Committed() => _done.TrySetResult();

    /// <inheritdoc/>
    public override void Failed(Exception reason) => _done.TrySetException(reason);
}
