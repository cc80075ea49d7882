using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>What one step has changed; written to the store whole or not at all.</summary>
/// <param name="row">The instance as it was when its generation began.</param>
internal sealed class StepResult(InstanceRow row)
{
    /// <summary>How many bytes of history stay in the instance's row; more become a segment of their
    /// own.</summary>
    internal const int LongestTail = 2048;

    internal InstanceRow Row { get; } = row;

    /// <summary>What the step has taken in.</summary>
    internal required List<Message> Mail { get; init; }

    /// <summary>UTC ticks.</summary>
    internal required long Now { get; init; }

    /// <summary>Mail that its status forbids: a suspension of a suspended instance, and the like.</summary>
    internal List<Message> Refused { get; } = [];

    /// <summary>Whether the history has grown.</summary>
    internal bool Begun { get; set; }

    /// <summary>Whether there is nothing to write: all mail was refused or for nobody.</summary>
    internal bool IsEmpty => !Begun && !HasEnded && Mail.TrueForAll(message => message.InboxSeq == 0);

    /// <summary>The termination, if there was one.</summary>
    internal HistoryEvent? Terminated { get; set; }

    /// <summary>What the code asked for, in its order.</summary>
    internal List<HistoryEvent> Actions { get; set; } = [];

    internal OrchestrationRuntimeStatus Status { get; set; }

    internal Parcel Output { get; set; }

    internal Failure? Failure { get; set; }

    /// <summary>The failure's stored form.</summary>
    internal Parcel EncodedFailure { get; set; }

    internal bool CustomStatusChanged { get; set; }

    internal Parcel CustomStatus { get; set; }

    /// <summary>Set when the instance continues as new.</summary>
    internal NextGeneration? Next { get; set; }

    /// <summary>What the next generation starts with.</summary>
    internal Parcel NextInput { get; set; }

    /// <summary>Long payloads of the history's new events.</summary>
    internal List<(PayloadReference Reference, PackedPayload Packed)> Payloads { get; } = [];

    /// <summary>Numbers of payloads that nothing refers to any more.</summary>
    internal List<long> Forgotten { get; } = [];

    /// <summary>What its spans are made of; null where the instance hangs in no trace.</summary>
    internal StepTrace? Trace { get; set; }

    /// <summary>History that has outgrown the row; null for none.</summary>
    internal HistoryWriter? Segment { get; set; }

    /// <summary>The number of that segment.</summary>
    internal int FirstSegment { get; set; }

    /// <summary>How many segments there are with it.</summary>
    internal int Segments { get; set; }

    /// <summary>The last steps, which stay in the row.</summary>
    internal HistoryWriter Tail { get; set; } = new();

    /// <summary>Whether the code now waits for something that nothing can end.</summary>
    internal bool IsStuck { get; set; }

    /// <summary>Whether the instance has ended.</summary>
    internal bool HasEnded => Status is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
