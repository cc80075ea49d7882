using System.Security.Cryptography;

namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>One event of an instance: what happened to it, or what it asked for.</summary>
internal sealed class HistoryEvent
{
    /// <summary>What it tells.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>The number of the action that it is or answers, from 0; of a termination, 1 when
    /// recursive.</summary>
    public int Id { get; set; }

    /// <summary>The function's or the event's name.</summary>
    public string? Name { get; init; }

    /// <summary>The instance that a child or a sent event goes to; the reason of a suspension.</summary>
    public string? Target { get; init; }

    /// <summary>UTF-8 JSON, an encoded failure, or the fingerprint of a body that is kept
    /// elsewhere; null also while only its reference was read.</summary>
    public byte[]? Payload { get; set; }

    /// <summary>Where the payload is kept out of line; null when it is not, or not yet.</summary>
    public PayloadReference? Reference { get; set; }

    /// <summary>The form out of line of the payload, or of the body; see <see cref="Pack"/>.</summary>
    public PackedPayload? Packed { get; set; }

    /// <summary>UTC ticks of a step's time or a timer's due time.</summary>
    public long Ticks { get; init; }

    /// <summary>Tags of a call; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The version asked for; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>A child's input or a sent event's payload: not in the history, since the receiver keeps
    /// it.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether the orchestration asked for it.</summary>
    public bool IsAction => Kind is >= EventKind.TaskScheduled and < EventKind.Escaped;

    /// <summary>Eight bytes that stand for a body when a replay compares.</summary>
    public static byte[]? Fingerprint(byte[]? body) => body is null ? null : SHA256.HashData(body)[..8];

    /// <summary>Whether the payload is a body's fingerprint, and never a reference.</summary>
    public static bool HasFingerprint(EventKind kind) =>
        kind is EventKind.ChildScheduled or EventKind.EventSent;

    /// <summary>Packs a long payload or body, once; best done by those who run side by side.</summary>
    public PackedPayload? Pack() => Packed ??= PackedPayload.Of(HasFingerprint(Kind) ? Body : Payload);

    /// <summary>The same action under another number, for another attempt.</summary>
    public HistoryEvent As(int id)
    {
        var copy = (HistoryEvent)MemberwiseClone();
        copy.Id = id;
        return copy;
    }

    /// <summary>The same event as another instance keeps it.</summary>
    /// <param name="reference">Where that one's payload is; null for in line.</param>
    public HistoryEvent With(PayloadReference? reference)
    {
        var copy = (HistoryEvent)MemberwiseClone();
        copy.Reference = reference;
        return copy;
    }

    /// <summary>Whether a replayed action is the recorded one: kind, name, input, time and target.</summary>
    public bool SameActionAs(HistoryEvent other) =>
        Kind == other.Kind
        && Id == other.Id
        && Ticks == other.Ticks
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && Target == other.Target
        && SamePayloadAs(other);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        EventKind.TaskScheduled => $"activity '{Name}' (#{Id})",
        EventKind.TimerCreated => $"timer (#{Id}) due {new DateTime(Ticks, DateTimeKind.Utc):o}",
        EventKind.TimerCancelled => $"the end of timer #{Id}",
        EventKind.ChildScheduled => $"sub-orchestration '{Name}' (#{Id}) with id '{Target}'",
        EventKind.EventSent => $"event '{Name}' (#{Id}) to '{Target}'",
        _ => $"{Kind} (#{Id})",
    };

    private bool SamePayloadAs(HistoryEvent other) =>
        other is { Payload: null, Reference: { } theirs } ? theirs.Matches(Payload)
        : this is { Payload: null, Reference: { } ours } ? ours.Matches(other.Payload)
        : Payload is null == other.Payload is null && Payload.AsSpan().SequenceEqual(other.Payload);
}
