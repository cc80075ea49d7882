using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>Judges the end of one run against its program and against what clients raised.</summary>
internal sealed class EndJudge(
    SimulatedRun run, OrchestrationMetadata end, ClientDesk desk, Func<SimulatedRun, bool> mayBeTerminated)
{
    /// <summary>Judges.</summary>
    /// <param name="isBelowTerminated">Whether the end of a run or of one below it was asked for.</param>
    /// <exception cref="ImpossibleException">It cannot have ended so.</exception>
    internal void Judge(Func<string, bool> isBelowTerminated)
    {
        if (end.RuntimeStatus is OrchestrationRuntimeStatus.Terminated)
        {
            Require(mayBeTerminated(run), "is Terminated, and nobody asked for that");
            return;
        }

        bool failed = end.RuntimeStatus is OrchestrationRuntimeStatus.Failed;
        Require(failed || end.RuntimeStatus is OrchestrationRuntimeStatus.Completed,
            $"has not ended: {end.RuntimeStatus}");
        Require(
            !failed || end.FailureDetails!.ErrorType == typeof(ProgramFailedException).FullName,
            $"failed for a reason that is not its program's: {end.FailureDetails}");
        string text = failed ? end.FailureDetails!.ErrorMessage : end.SerializedOutput!;
        ProgramModel model = new(isBelowTerminated);
        bool expected = model.Judge(run.Program, JsonSerializer.Deserialize<List<string>>(text)!);
        Require(failed == expected, $"is {end.RuntimeStatus}, which is not what its program comes to");
        string? status = end.SerializedCustomStatus is { } custom
            ? JsonSerializer.Deserialize<string>(custom)
            : null;
        Require(status == model.Status, $"has the status '{status}' and not '{model.Status}'");
        foreach (IGrouping<(string Run, string Name), (string Run, string Name, int Payload)> channel
            in model.Taken.GroupBy(taken => (taken.Run, taken.Name)))
        {
            CheckEvents(channel.Key.Run, channel.Key.Name, [.. channel.Select(taken => taken.Payload)]);
        }
    }

    // Each once, those of one client in their order, and none left out that was acknowledged.
    private void CheckEvents(string receiver, string name, List<int> taken)
    {
        Require(taken.Count == taken.Distinct().Count(), $"took an event twice: {string.Join(',', taken)}");
        List<Raised> raised = [.. desk.Events.Where(other =>
            other.Run.Name == receiver && string.Equals(other.Name, name, StringComparison.Ordinal))];
        Require(
            taken.TrueForAll(payload => raised.Exists(other => other.Payload == payload)),
            $"took events that nobody raised for {receiver}: {string.Join(',', taken)}");
        foreach (IGrouping<int, Raised> client in raised.GroupBy(other => other.Client))
        {
            List<int> own = [.. taken.Where(payload => client.Any(other => other.Payload == payload))];
            Require(own.SequenceEqual(own.Order()), $"took events out of order: {string.Join(',', taken)}");
            Raised? lost = client.FirstOrDefault(other => other.Fate is Fate.Kept
                && own.Count > 0 && other.Payload < own[^1] && !own.Contains(other.Payload));
            Require(lost is null, $"never took event {lost?.Payload} of {name}, and took a later one");
            Raised? refused = client.FirstOrDefault(other => other.Fate is Fate.Refused
                && own.Contains(other.Payload));
            Require(refused is null, $"took event {refused?.Payload}, which its client was refused");
        }
    }

    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ImpossibleException($"{run.Name} ({run.Id}) {what}");
        }
    }
}
