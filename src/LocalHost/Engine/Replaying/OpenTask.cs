using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>How an activity or a sub-orchestration ended: with a result, or with a failure.</summary>
internal readonly record struct TaskOutcome(byte[]? Result, Failure? Failure);

/// <summary>An action that the code may await and that has not ended yet.</summary>
/// <param name="kind">What was asked for.</param>
internal sealed class OpenTask(EventKind kind) : TaskCompletionSource<TaskOutcome>
{
    /// <summary>What was asked for.</summary>
    internal EventKind Kind { get; } = kind;
}
