using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>Every orchestration's durable part: what a crash does not take away.</summary>
internal sealed class DurableShelf : IPayloadShelf
{
    internal static readonly PayloadConverter Payloads = new(null);

    private readonly Dictionary<string, KeptInstance> _instances = new(StringComparer.Ordinal);
    private long _keys;

    public int LongestStep => int.MaxValue;

    /// <summary>In the order of their starts.</summary>
    internal IEnumerable<KeptInstance> Instances => _instances.Values;

    internal KeptInstance? Find(string id) => _instances.GetValueOrDefault(id);

    /// <summary>Starts an instance; one of that id stays as it is.</summary>
    internal KeptInstance Start(string function, string id, object input, DateTimeOffset at) =>
        Find(id) ?? Add(function, id, Payloads.Serialize(input), at.UtcTicks, null);

    /// <summary>Starts what another instance asked for; one of that id that has ended is replaced.</summary>
    /// <returns>Who has mail of it: the child, or its parent where the child could not be.</returns>
    internal KeptInstance StartChild(KeptInstance parent, int generation, HistoryEvent call, long now)
    {
        string id = call.Target!;
        if (Find(id) is { HasEnded: false })
        {
            parent.Inbox.Add(new(
                new()
                {
                    Kind = EventKind.ChildFailed, Id = call.Id,
                    Payload = Failure.Of("OrchestrationAlreadyExists", $"'{id}' exists already.").Encode(),
                },
                generation));
            return parent;
        }

        return Add(
            call.Name!, id, call.Body, now,
            new(parent.Row.Key, generation, call.Id, parent.Id, parent.Row.Name));
    }

    /// <summary>Tells whoever waits for an instance how it ended.</summary>
    /// <returns>Who waits; null for nobody.</returns>
    internal KeptInstance? TellParent(KeptInstance child)
    {
        if (child.Row.Parent is not { } link
            || Find(link.Id) is not { HasEnded: false } parent || parent.Row.Key != link.Key)
        {
            return null;
        }

        parent.Inbox.Add(new(
            new()
            {
                Kind = child.Failure is null ? EventKind.ChildCompleted : EventKind.ChildFailed,
                Id = link.TaskId,
                Payload = child.Failure is { } failure ? failure.Encode() : child.Output,
            },
            link.Generation));
        return parent;
    }

    /// <summary>Keeps an event for an instance that has not ended.</summary>
    internal KeptInstance? Raise(string id, string what, byte[]? payload)
    {
        KeptInstance? instance = Find(id);
        if (instance is { HasEnded: false })
        {
            instance.Inbox.Add(new(new()
            {
                Kind = EventKind.EventRaised, Name = what, Payload = payload,
            }));
        }

        return instance;
    }

    private KeptInstance Add(string function, string id, byte[]? input, long at, ParentLink? parent) =>
        _instances[id] = new(new()
        {
            Key = ++_keys, Id = id, Name = function, Created = at, Input = input, Parent = parent,
        });

    public long NextNumber() => throw new NotSupportedException("No payload of an order is that long.");

    public byte[] Read(PayloadReference reference) =>
        throw new NotSupportedException("No payload of an order is that long.");
}
