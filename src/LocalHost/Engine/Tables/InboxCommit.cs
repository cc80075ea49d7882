using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Puts a message into an instance's inbox while no engine runs; the next start delivers
/// it.</summary>
/// <param name="id">The instance.</param>
/// <param name="item">What it is told.</param>
/// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
/// <exception cref="InstanceStateException">Its state forbids it, or what waits for it
/// already.</exception>
internal sealed class InboxCommit(string id, HistoryEvent item) : AwaitedStoreCommand
{
    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        (long key, OrchestrationRuntimeStatus status) =
            InstanceStore.Find(connection, id) ?? throw new InstanceNotFoundException(id);
        if (EngineSchema.IsTerminal(status))
        {
            throw InstanceStateException.TooLate(id, $"is {status}", item.Kind);
        }

        bool suspended = status is OrchestrationRuntimeStatus.Suspended;
        foreach (EventKind waiting in Waiting(connection, key))
        {
            if (waiting is EventKind.Terminated)
            {
                throw InstanceStateException.TooLate(
                    id, "will be terminated at the next start", item.Kind);
            }

            suspended = waiting is EventKind.Suspended || (suspended && waiting is not EventKind.Resumed);
        }

        if ((item.Kind is EventKind.Suspended && suspended) || (item.Kind is EventKind.Resumed && !suspended))
        {
            throw new InstanceStateException(id, suspended ? "is suspended already" : "is not suspended");
        }

        InstanceTable numbers = StoreNumbers.Read(connection).GoOn();
        InstanceStore.PutInbox(connection, numbers, key, new(item, InboxSeq: numbers.NextSeq()));
    }

    private static List<EventKind> Waiting(StoreConnection connection, long key)
    {
        List<EventKind> kinds = [];
        StoreStatement read = connection
            .Statement("SELECT event FROM inbox WHERE instance=? ORDER BY seq").Bind(1, key);
        while (read.Read())
        {
            var reader = new HistoryReader(read.Blob(0)!);
            kinds.Add(reader.Next()!.Kind);
        }

        return kinds;
    }
}
