using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>The end of an instance's history that is still being written, and where its long payloads
/// are.</summary>
internal sealed class SessionHistory(IPayloadShelf shelf)
{
    // Numbers only: the payloads themselves are let go of.
    private readonly HashSet<long> _payloads = [];
    private HistoryWriter _tail = new();
    private int _segments;

    /// <summary>Goes on where the store's history ends.</summary>
    /// <param name="segments">How many full segments the store holds.</param>
    /// <param name="tail">The steps that are still in the row.</param>
    internal void Resume(int segments, byte[]? tail)
    {
        _segments = segments;
        _tail = new(tail);
    }

    /// <summary>Takes notice of an event that the store's history holds.</summary>
    internal void Met(HistoryEvent item)
    {
        if (item.Reference is { } reference)
        {
            _payloads.Add(reference.Id);
        }
    }

    /// <summary>Reads an event's payload if only its reference is known.</summary>
    internal void Fetch(HistoryEvent item)
    {
        if (item is { Payload: null, Reference: { } reference })
        {
            item.Payload = shelf.Read(reference);
        }
    }

    /// <summary>Writes an event that has no payload.</summary>
    internal void Write(HistoryEvent item) => _tail.Write(item);

    /// <summary>Writes an event; a long payload goes out of line and leaves its reference.</summary>
    /// <exception cref="StepTooLargeException">It is one too many for this step.</exception>
    internal void Keep(HistoryEvent item, StepResult result)
    {
        // A body is packed here too, although it goes to its receiver: the writer's thread has less time.
        if (item.Reference is null && item.Pack() is { } packed && !HistoryEvent.HasFingerprint(item.Kind))
        {
            item.Reference = packed.Reference(shelf.NextNumber());
            result.Payloads.Add((item.Reference, packed));
        }

        Met(item);
        _tail.Write(item);
        if (_tail.Length > shelf.LongestStep)
        {
            throw new StepTooLargeException(_tail.Length, shelf.LongestStep);
        }
    }

    /// <summary>Lets go of what came for a generation that is over.</summary>
    internal static void Forget(HistoryEvent item, StepResult result)
    {
        if (item.Reference is { } reference)
        {
            result.Forgotten.Add(reference.Id);
        }
    }

    /// <summary>Begins the next generation's history.</summary>
    internal void Renew(long ticks, bool suspended)
    {
        _tail = new();
        _segments = 0;
        _tail.Write(new() { Kind = EventKind.StepStarted, Ticks = ticks });
        if (suspended)
        {
            _tail.Write(new() { Kind = EventKind.Suspended });
        }
    }

    /// <summary>Hands an event on to the next generation, its payload where it is.</summary>
    internal void Carry(HistoryEvent item)
    {
        _tail.Write(item);
        _payloads.Remove(item.Reference?.Id ?? 0);
    }

    /// <summary>Lets go of all payloads that were not handed on; the instance is then read anew.</summary>
    internal void ForgetTheRest(StepResult result) => result.Forgotten.AddRange(_payloads);

    /// <summary>Says what a step's end leaves to be written.</summary>
    internal void Close(StepResult result, bool grows)
    {
        result.FirstSegment = _segments;
        if (_tail.Length > StepResult.LongestTail && grows)
        {
            result.Segment = _tail;
            _tail = new();
            _segments++;
        }

        result.Tail = _tail;
        result.Segments = _segments;
    }
}
