using System.Text;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Operations;

/// <summary>Steers the instances of a store that no engine runs: writes what the next start
/// delivers.</summary>
internal static class StoreSteering
{
    /// <summary>Does it, and returns when it is on the disk; no function runs.</summary>
    /// <param name="store">Held by this process.</param>
    /// <param name="asked">What, and to whom.</param>
    /// <param name="now">The moment of a restart.</param>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="InstanceStateException">Its state forbids it.</exception>
    internal static async Task<SteeringDocument> RunAsync(
        StoreFile store, Steering asked, DateTimeOffset now)
    {
        if (asked.Verb is SteeringVerb.Purge)
        {
            return await PurgeAsync(store, asked);
        }

        if (asked.Verb is SteeringVerb.Restart)
        {
            var restart = new RestartCommit(asked.Id, asked.NewId, now.UtcTicks);
            await store.Writer.WriteAsync(restart);
            return new(asked.Id, asked.Verb, Delivered: false) { NewId = restart.NewId };
        }

        HistoryEvent item = asked.Verb switch
        {
            SteeringVerb.Raise => new()
            {
                Kind = EventKind.EventRaised,
                Name = asked.EventName,
                Payload = Bytes(asked),
            },
            SteeringVerb.Terminate => new()
            {
                Kind = EventKind.Terminated,
                Id = asked.Recursive ? 1 : 0,
                Payload = Bytes(asked),
            },
            SteeringVerb.Suspend => new() { Kind = EventKind.Suspended, Target = asked.Reason },
            SteeringVerb.Resume => new() { Kind = EventKind.Resumed, Target = asked.Reason },
            _ => throw new NotSupportedException($"No message to an instance says {asked.Verb}."),
        };
        await store.Writer.WriteAsync(new InboxCommit(asked.Id, item));
        return new(asked.Id, asked.Verb, Delivered: false);
    }

    private static byte[]? Bytes(Steering asked) =>
        asked.Payload is { } payload ? Encoding.UTF8.GetBytes(payload.GetRawText()) : null;

    private static async Task<SteeringDocument> PurgeAsync(StoreFile store, Steering asked)
    {
        if (store.Read(connection => InstanceStore.Find(connection, asked.Id)) is not { } found)
        {
            throw new InstanceNotFoundException(asked.Id);
        }

        (int purged, _) = await new Purger(store).PurgeAsync(
            [found.Key], asked.Recursive, static () => true, CancellationToken.None);
        return purged == 0
            ? throw new InstanceStateException(asked.Id, $"is {found.Status}; only what has ended is purged")
            : new(asked.Id, asked.Verb, Delivered: true) { Purged = purged, Complete = true };
    }
}
