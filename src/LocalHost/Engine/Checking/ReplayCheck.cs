using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Checking;

/// <summary>Runs the current code over one stored history, as the engine itself would replay it.</summary>
/// <param name="services">Has the current code. No activity runs and nothing is written.</param>
internal sealed class ReplayCheck(ReplayServices services)
{
    /// <summary>Compares one instance with the current code.</summary>
    /// <param name="row">The instance.</param>
    /// <param name="history">All of its last generation.</param>
    /// <param name="failure">How it failed; null when it did not.</param>
    /// <param name="shelf">Holds the history's long payloads.</param>
    /// <param name="events">How many events the history has.</param>
    /// <returns>The first difference; null for none.</returns>
    internal ReplayFinding? Judge(
        InstanceRow row, StoredHistory history, Failure? failure, IPayloadShelf shelf, out int events)
    {
        events = 0;
        try
        {
            var read = HistoryFacts.Of(history.Events);
            events = read.Events;
            return Judge(row, history, failure, shelf, read);
        }
        catch (InvalidDataException damage)
        {
            return Finding(row, ReplayDifference.Unreadable, null, null, null, damage.Message);
        }
    }

    private ReplayFinding? Judge(
        InstanceRow row, StoredHistory history, Failure? failure, IPayloadShelf shelf, HistoryFacts read)
    {
        if (services.Functions.Find(row.Name, FunctionKind.Orchestration) is null)
        {
            // Its starter was told so already.
            return failure?.Details.ErrorType == ReplayContext.NoSuchOrchestration
                ? null
                : Finding(row, ReplayDifference.FunctionGone, null, null, null,
                    $"there is no orchestration '{row.Name}' any more");
        }

        var session = new OrchestrationSession(row, services, shelf, static () => { });
        try
        {
            session.Replay(history.Events, history.Segments, history.Tail, goesOn: false);
            return session.Divergence is { } divergence ? Diverged(row, divergence)
                : EngineSchema.IsTerminal(row.Status) ? JudgeEnd(row, session, failure, read)
                : JudgeLive(row, session, read);
        }
        finally
        {
            session.Close();
        }
    }

    private static ReplayFinding Diverged(
        InstanceRow row, NonDeterministicOrchestrationException divergence) => Finding(
        row,
        divergence.Asked == OrchestrationSession.TheEnd
            ? ReplayDifference.EndsEarlier
            : ReplayDifference.Diverges,
        divergence.Event,
        divergence.Recorded,
        divergence.Asked,
        divergence.Difference);

    private ReplayFinding? JudgeLive(InstanceRow row, OrchestrationSession session, HistoryFacts read)
    {
        if (session.End is not null)
        {
            return Finding(row, ReplayDifference.EndsEarlier, read.Events, "to go on", "the end",
                $"after event {read.Events} of its history the instance goes on, but the code now has ended");
        }

        foreach ((int number, HistoryEvent call) in read.OpenActivities)
        {
            if (services.Functions.Find(call.Name!, FunctionKind.Activity) is null)
            {
                return Finding(row, ReplayDifference.FunctionGone, number, $"{call}", null,
                    $"event {number} of its history is {call}, which has not ended and has no function "
                    + "any more");
            }
        }

        return null;
    }

    private static ReplayFinding? JudgeEnd(
        InstanceRow row, OrchestrationSession session, Failure? failure, HistoryFacts read)
    {
        // Who was ended from outside, or by the engine, has code that had not come to its end.
        if (row.Status is OrchestrationRuntimeStatus.Terminated || IsTheEngines(failure))
        {
            return null;
        }

        string was = failure is null ? "completed" : $"failed ({failure.Details.ErrorType})";
        if (session.End is not { } end || end.ContinuesAsNew)
        {
            string now = session.End is null ? "goes on" : "continues as new";
            return Finding(row, ReplayDifference.EndsLater, read.Events, was, now,
                $"after event {read.Events} of its history the instance {was}, but the code now {now}");
        }

        if (end.Failure is null == failure is null)
        {
            return null;
        }

        string other = end.Failure is { } thrown
            ? $"fails ({thrown.Details.ErrorType}: {thrown.Details.ErrorMessage})"
            : "completes";
        return Finding(row, ReplayDifference.EndsOtherwise, read.Events, was, other,
            $"after event {read.Events} of its history the instance {was}, but the code now {other}");
    }

    private static bool IsTheEngines(Failure? failure) => failure is not null
        && (failure.Details.ErrorType == typeof(NonDeterministicOrchestrationException).FullName
            || failure.Details.ErrorType == VersionRules.ErrorType
            || failure.Details.ErrorType == typeof(PoisonWorkException).FullName
            || failure.Details.ErrorType == typeof(StuckOrchestrationException).FullName
            || failure.Details.ErrorType == typeof(StepTooLargeException).FullName
            || failure.Details.ErrorMessage.StartsWith(StoreConnection.Refused, StringComparison.Ordinal));

    private static ReplayFinding Finding(
        InstanceRow row, ReplayDifference difference, int? number, string? recorded, string? now,
        string sentence) =>
        new(row.Id, row.Name, row.Status, difference, number, recorded, now,
            $"Instance '{row.Id}' ({row.Name}): {sentence}.");
}
