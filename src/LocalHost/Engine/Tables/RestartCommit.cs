using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Writes an instance anew while no engine runs; its next start begins it.</summary>
/// <param name="id">The former instance; its name, version, tags and last input are taken.</param>
/// <param name="newId">Whether the new one gets an id of its own.</param>
/// <param name="now">UTC ticks.</param>
/// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
/// <exception cref="InstanceStateException">It has not ended, and its id is to be kept.</exception>
internal sealed class RestartCommit(string id, bool newId, long now) : AwaitedStoreCommand
{
    /// <summary>The new instance's id.</summary>
    internal string NewId { get; } = newId ? Guid.NewGuid().ToString("N") : id;

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        (long key, OrchestrationRuntimeStatus status) =
            InstanceStore.Find(connection, id) ?? throw new InstanceNotFoundException(id);
        if (!newId && !EngineSchema.IsTerminal(status))
        {
            throw new InstanceStateException(
                id, "has not ended: terminate it first, or restart it with a new id");
        }

        InstanceRow former = InstanceStore.ReadRow(connection, key)!;
        InstanceTable numbers = StoreNumbers.Read(connection).GoOn();
        if (!newId)
        {
            InstanceStore.Delete(connection, key);
        }

        InstanceStore.Insert(connection, numbers, former with
        {
            Key = numbers.NextKey(),
            Id = NewId,
            Generation = 0,
            Created = now,
            StartAt = null,
            Parent = null,
            PackedInput = PackedPayload.Of(former.Input),
        });
    }
}
