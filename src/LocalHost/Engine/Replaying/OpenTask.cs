using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>How an activity or a sub-orchestration ended: with a result, or with a failure.</summary>
internal readonly record struct TaskOutcome(byte[]? Result, Failure? Failure);

/// <summary>An action that the code may await and that has not ended yet.</summary>
internal interface IOpenTask
{
    /// <summary>Lets the code that awaits it go on, before it returns.</summary>
    void End(in TaskOutcome outcome);
}

/// <summary>A timer, or one attempt of a call that may be tried again.</summary>
internal sealed class OpenTask : TaskCompletionSource<TaskOutcome>, IOpenTask
{
    /// <inheritdoc/>
    public void End(in TaskOutcome outcome) => TrySetResult(outcome);
}

/// <summary>A call that is made once. The code awaits it directly: a fan-out has a great many of
/// them.</summary>
/// <param name="payloads">Reads the result.</param>
/// <param name="name">What was called.</param>
/// <param name="id">The action's number.</param>
internal sealed class OpenCall<T>(PayloadConverter payloads, string name, int id)
    : TaskCompletionSource<T>, IOpenTask
{
    /// <inheritdoc/>
    public void End(in TaskOutcome outcome)
    {
        if (outcome.Failure is { } failure)
        {
            TrySetException(new TaskFailedException(name, id, failure.Details));
            return;
        }

        T result;
        try
        {
            result = payloads.Deserialize<T>(outcome.Result)!;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            TrySetException(unreadable);
            return;
        }

        TrySetResult(result);
    }
}
