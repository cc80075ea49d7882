using Microsoft.DurableTask;

namespace TradingBase.Functions;

/// <summary>Lets an orchestration call a stage with its types checked.</summary>
public static class StageExtensions
{
    /// <summary>Calls an activity and waits for its result.</summary>
    /// <param name="context">The calling orchestration's context.</param>
    /// <param name="stage">The activity's typed name.</param>
    /// <param name="input">What the activity takes.</param>
    /// <returns>What the activity gave, from history on replay.</returns>
    /// <exception cref="TaskFailedException">The activity failed, its retries included.</exception>
    public static Task<TOutput> CallAsync<TInput, TOutput>(
        this TaskOrchestrationContext context, Stage<TInput, TOutput> stage, TInput input) =>
        context.CallActivityAsync<TOutput>(
            stage.Name, input, stage.Retry is null ? null : TaskOptions.FromRetryPolicy(stage.Retry));

    /// <summary>Takes a stand-in for a call that failed, so that the calls beside it go on.</summary>
    /// <param name="call">The call, already started.</param>
    /// <param name="standIn">
    /// Makes the stand-in from what went wrong; deterministic, as all orchestration code.
    /// </param>
    /// <returns>The call's result, or the stand-in.</returns>
    public static async Task<TOutput> OrElseAsync<TOutput>(
        this Task<TOutput> call, Func<TaskFailureDetails, TOutput> standIn)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException failed)
        {
            return standIn(Root(failed.FailureDetails));
        }
    }

    /// <summary>The orchestration's present, as the house writes moments.</summary>
    /// <returns>UTC; the same on every replay.</returns>
    public static DateTimeOffset Now(this TaskOrchestrationContext context) =>
        new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    private static TaskFailureDetails Root(TaskFailureDetails details) =>
        details.InnerFailure is { } inner ? Root(inner) : details;
}
