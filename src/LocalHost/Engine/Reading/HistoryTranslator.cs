using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>Turns stored events into what people read, one after the other.</summary>
/// <param name="shelf">Holds long payloads.</param>
/// <param name="payloadLimit">The longest payload that is told, in bytes; -1 for none.</param>
internal sealed class HistoryTranslator(IPayloadShelf shelf, int payloadLimit)
{
    private readonly Dictionary<int, string?> _names = [];
    private DateTimeOffset? _at;
    private int _number;

    /// <summary>How many were translated.</summary>
    internal int Count => _number;

    /// <summary>Translates the next event.</summary>
    /// <param name="item">In the order of the history.</param>
    internal HistoryEntry Next(HistoryEvent item)
    {
        if (item.Kind is EventKind.StepStarted)
        {
            _at = Moment(item.Ticks);
        }

        if (item.IsAction && item.Name is not null)
        {
            _names[item.Id] = item.Name;
        }

        bool failed = item.Kind is EventKind.TaskFailed or EventKind.ChildFailed;
        return new()
        {
            Number = ++_number,
            At = _at,
            Kind = item.Kind,
            Id = HasId(item) ? item.Id : null,
            Name = item.Name ?? (IsAnswer(item) ? _names.GetValueOrDefault(item.Id) : null),
            Target = item.Target,
            Due = item.Kind is EventKind.TimerCreated ? Moment(item.Ticks) : null,
            Payload = failed || HistoryEvent.HasFingerprint(item.Kind)
                ? null
                : PayloadDocument.Of(shelf, item.Reference?.Encoded ?? item.Payload, payloadLimit),
            Failure = failed
                ? FailureDocument.Of(Failure.Decode(Whole(item)).Details, stacks: payloadLimit >= 0)
                : null,
            Recursive = item.Kind is EventKind.Terminated ? item.Id == 1 : null,
            Version = item.Version,
            Tags = item.Tags,
        };
    }

    /// <summary>A stored time.</summary>
    internal static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);

    private static bool IsAnswer(HistoryEvent item) => item.Kind
        is EventKind.TaskCompleted or EventKind.TaskFailed
        or EventKind.ChildCompleted or EventKind.ChildFailed;

    private static bool HasId(HistoryEvent item) =>
        item.IsAction || IsAnswer(item) || item.Kind is EventKind.TimerFired;

    private byte[]? Whole(HistoryEvent item) =>
        item.Reference is { } reference ? shelf.Read(reference) : item.Payload;
}
