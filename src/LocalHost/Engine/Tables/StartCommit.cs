using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Writes a new instance, if its id is free or may be taken over.</summary>
/// <param name="core">Takes the instance up once it is written.</param>
/// <param name="row">The instance.</param>
/// <param name="kept">Statuses in which an instance of the same id is kept and the start refused.</param>
internal sealed class StartCommit(
    EngineCore core, InstanceRow row, IReadOnlyCollection<OrchestrationRuntimeStatus> kept) : StoreCommand
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OrchestrationRuntimeStatus? _refused;
    private long? _replaced;
    private (long Key, Message Message)? _parentTold;

    /// <summary>Ends when the instance is on the disk.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken.</exception>
    internal Task Done => _done.Task;

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        _refused = null;
        _replaced = null;
        _parentTold = null;
        if (InstanceStore.Find(connection, row.Id) is { } existing)
        {
            if (kept.Contains(existing.Status))
            {
                _refused = existing.Status;
                return;
            }

            _replaced = existing.Key;
            if (!EngineSchema.IsTerminal(existing.Status))
            {
                TellParent(connection, existing.Key);
            }

            InstanceStore.Delete(connection, existing.Key);
        }

        InstanceStore.Insert(connection, core.Table, row);
    }

    /// <inheritdoc/>
    public override void Committed()
    {
        if (_refused is { } status)
        {
            _done.TrySetException(new OrchestrationAlreadyExistsException(
                $"An orchestration instance '{row.Id}' exists already and is {status}."));
            return;
        }

        if (_replaced is { } old && core.Table.Find(old) is { } instance)
        {
            core.Drop(instance);
            core.Table.Notify(row.Id, OrchestrationRuntimeStatus.Terminated);
        }

        if (_parentTold is { } told && core.Table.Find(told.Key) is { } parent)
        {
            core.Post(parent, told.Message);
        }

        core.Begin(row);
        _done.TrySetResult();
    }

    /// <inheritdoc/>
    public override void Failed(Exception reason) => _done.TrySetException(reason);

    // Replacing a running instance terminates it, and whoever waits for it hears of that.
    private void TellParent(StoreConnection connection, long key)
    {
        if (InstanceStore.ReadRow(connection, key) is { Parent: { } parent }
            && InstanceStore.IsLive(connection, parent.Key))
        {
            Failure failure = Failure.Of("Terminated", $"Instance '{row.Id}' was replaced by a new one.");
            HistoryEvent item = new() { Kind =
                EventKind.ChildFailed, Id = parent.TaskId, Payload = failure.Encode() };
            Message told = new(item, parent.Generation, core.Table.NextSeq());
            told = InstanceStore.PutInbox(connection, core.Table, parent.Key, told);
            _parentTold = (parent.Key, told);
        }
    }
}
