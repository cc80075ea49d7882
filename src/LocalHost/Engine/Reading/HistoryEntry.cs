using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>One event of a history, as people read it.</summary>
internal sealed record HistoryEntry
{
    /// <summary>Its place, from 1; the number that an error about a diverged instance names.</summary>
    public required int Number { get; init; }

    /// <summary>The time of its step; null for what still waits.</summary>
    public DateTimeOffset? At { get; init; }

    public required EventKind Kind { get; init; }

    /// <summary>The number of the action that it is or answers; null for what has none.</summary>
    public int? Id { get; init; }

    /// <summary>The function's or the event's name; of an answer, the name of what it answers.</summary>
    public string? Name { get; init; }

    /// <summary>The instance that it goes to, or the reason that was given.</summary>
    public string? Target { get; init; }

    /// <summary>When a timer is due; null for others.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Null for none.</summary>
    public PayloadDocument? Payload { get; init; }

    /// <summary>How it failed; null for others.</summary>
    public FailureDocument? Failure { get; init; }

    /// <summary>Whether a termination reaches the children too; null for others.</summary>
    public bool? Recursive { get; init; }

    public string? Version { get; init; }

    /// <summary>Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
