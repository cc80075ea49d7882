using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>Every orchestration's durable part: what a crash does not take away.</summary>
internal sealed class DurableShelf : IPayloadShelf
{
    internal static readonly PayloadConverter Payloads = new(null);

    private readonly Dictionary<string, KeptInstance> _instances = new(StringComparer.Ordinal);

    public int LongestStep => int.MaxValue;

    /// <summary>In the order of their starts.</summary>
    internal IEnumerable<KeptInstance> Instances => _instances.Values;

    internal KeptInstance? Find(string id) => _instances.GetValueOrDefault(id);

    /// <summary>Starts an instance; one of that id stays as it is.</summary>
    internal KeptInstance Start(string function, string id, object input, DateTimeOffset at)
    {
        if (!_instances.TryGetValue(id, out KeptInstance? instance))
        {
            _instances[id] = instance = new(new()
            {
                Key = _instances.Count + 1, Id = id, Name = function, Created = at.UtcTicks,
                Input = Payloads.Serialize(input),
            });
        }

        return instance;
    }

    /// <summary>Keeps an event for an instance that has not ended.</summary>
    internal KeptInstance? Raise(string id, string what)
    {
        KeptInstance? instance = Find(id);
        if (instance is { HasEnded: false })
        {
            instance.Inbox.Add(new(new()
            {
                Kind = EventKind.EventRaised, Name = what, Payload = Payloads.Serialize(true),
            }));
        }

        return instance;
    }

    public long NextNumber() => throw new NotSupportedException("No payload of an order is that long.");

    public byte[] Read(PayloadReference reference) =>
        throw new NotSupportedException("No payload of an order is that long.");
}
