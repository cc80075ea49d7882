using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>The simulated orchestration: it does what its input says and writes down what came of
/// it.</summary>
/// <param name="observer">Looks on.</param>
internal sealed class SimulatedProgram(Observer observer)
{
    internal const string Name = "Program";
    private static readonly RetryPolicy Policy = new(Attempts, TimeSpan.FromSeconds(1), 2);

    /// <summary>How often a retried activity is tried.</summary>
    internal const int Attempts = 3;

    [Function(Name)]
    public async Task<List<string>> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, ProgramInput input)
    {
        observer.Began(context.InstanceId, input);
        List<string> done = [.. input.Done];
        var walk = new Walk(context, input, observer);
        try
        {
            await walk.DoAsync(input.Steps, done);
        }
        catch (Exception failure) when (failure is TaskFailedException or ProgramFailedException)
        {
            throw new ProgramFailedException(JsonSerializer.Serialize(done));
        }

        if (input.Generation + 1 < input.Generations)
        {
            context.ContinueAsNew(input with
            {
                Generation = input.Generation + 1,
                Done = done,
                Latest = context.CurrentUtcDateTime,
            });
        }

        return done;
    }

    /// <summary>One generation under way.</summary>
    private sealed class Walk(TaskOrchestrationContext context, ProgramInput input, Observer observer)
    {
        private DateTime _latest = input.Latest;

        internal async Task DoAsync(IReadOnlyList<Step> steps, List<string> done)
        {
            foreach (Step step in steps)
            {
                string result;
                try
                {
                    result = await DoAsync(step, done);
                }
                catch (Exception failure) when (failure is TaskFailedException or ProgramFailedException)
                {
                    Look();
                    done.Add($"{input.Generation}.{step.Path}=failed");
                    throw;
                }

                Look();
                done.Add($"{input.Generation}.{step.Path}={result}");
            }
        }

        private async Task<string> DoAsync(Step step, List<string> done)
        {
            switch (step.Kind)
            {
                case StepKind.Call or StepKind.Fail or StepKind.Retry:
                    return $"{await CallAsync(step)}";
                case StepKind.FanOut:
                    int[] all = await Task.WhenAll(
                        Enumerable.Range(0, step.Number).Select(i => CallAsync(step, i)));
                    return string.Join(',', all);
                case StepKind.Forget:
                    _ = CallAsync(step);
                    return "forgotten";
                case StepKind.Child:
                    return Text(await ChildAsync(step));
                case StepKind.Feed:
                    Task<List<string>> fed = ChildAsync(step);
                    for (int i = 0; i < step.Number; i++)
                    {
                        context.SendEvent(
                            input.Key(step), "fed", ProgramInput.Value($"{input.Key(step)}!{i}"));
                    }

                    return Text(await fed);
                case StepKind.Ask:
                    return await AskAsync(step);
                case StepKind.Tell:
                    context.SendEvent(
                        context.Parent!.InstanceId, $"told:{input.Run}", ProgramInput.Value(input.Run));
                    return "told";
                case StepKind.Timer:
                    await TimerAsync(step, CancellationToken.None);
                    return "fired";
                case StepKind.Wait or StepKind.WaitForFeed:
                    return $"e{await context.WaitForExternalEvent<int>(step.Name)}";
                case StepKind.WaitOrTimeOut:
                    return await WaitAsync(step);
                case StepKind.Race:
                    return await RaceAsync(step);
                case StepKind.Status:
                    context.SetCustomStatus($"{input.Generation}.{step.Path}");
                    return "set";
                case StepKind.Throw:
                    throw new ProgramFailedException(step.Path);
                case StepKind.Guid:
                    Guid guid = context.NewGuid();
                    observer.Made(guid, input.Key(step));
                    return $"{guid:N}";
                case StepKind.Try:
                    return await TryAsync(step, done);
                case StepKind.Branches:
                    return await BranchesAsync(step, done);
                default:
                    throw new InvalidOperationException($"{step.Kind} is no step of a program.");
            }
        }

        private Task<int> CallAsync(Step step, int item = 0) => context.CallActivityAsync<int>(
            SimulatedWork.Name,
            new WorkInput(
                input.Key(step, item),
                step.Kind is StepKind.Fail ? int.MaxValue : step.Kind is not StepKind.Retry ? 0
                    : step.Number < Attempts ? step.Number : int.MaxValue,
                Stubborn: step.Ticks > 0,
                Retried: step.Kind is StepKind.Retry),
            step.Kind is StepKind.Retry ? TaskOptions.FromRetryPolicy(Policy) : null);

        private Task<List<string>> ChildAsync(Step step) => context.CallSubOrchestratorAsync<List<string>>(
            Name,
            input.Child(step),
            new SubOrchestrationOptions(instanceId: step.Number > 0 ? input.Key(step) : null));

        private async Task<string> AskAsync(Step step)
        {
            Task<List<string>> child = ChildAsync(step);
            Task<int> told = context.WaitForExternalEvent<int>($"told:{input.Key(step)}");
            string first = await Task.WhenAny(told, child) == told ? $"told {await told} " : "untold ";
            return first + Text(await child);
        }

        private async Task TimerAsync(Step step, CancellationToken cancellation)
        {
            DateTime due = context.CurrentUtcDateTime.AddTicks(step.Ticks);
            await context.CreateTimer(due, cancellation);
            observer.Fired(input.Key(step), due, context.CurrentUtcDateTime);
        }

        private async Task<string> WaitAsync(Step step)
        {
            DateTime due = context.CurrentUtcDateTime.AddTicks(step.Ticks);
            try
            {
                return $"e{await context.WaitForExternalEvent<int>(
                    step.Name, TimeSpan.FromTicks(step.Ticks))}";
            }
            catch (TaskCanceledException)
            {
                observer.Fired(input.Key(step), due, context.CurrentUtcDateTime);
                return "timed out";
            }
        }

        private async Task<string> RaceAsync(Step step)
        {
            using CancellationTokenSource over = new();
            Task timer = TimerAsync(step, over.Token);
            Task<int> raised = context.WaitForExternalEvent<int>(step.Name, over.Token);
            Task first = await Task.WhenAny(timer, raised);
            over.Cancel();
            return first == raised ? $"e{await raised}" : "fired";
        }

        private async Task<string> TryAsync(Step step, List<string> done)
        {
            try
            {
                await DoAsync(step.Bodies[0], done);
                return "well";
            }
            catch (Exception failure) when (failure is TaskFailedException or ProgramFailedException)
            {
                return "caught";
            }
        }

        private async Task<string> BranchesAsync(Step step, List<string> done)
        {
            List<string>[] lists = [.. step.Bodies.Select(_ => new List<string>())];
            try
            {
                await Task.WhenAll(step.Bodies.Select((body, i) => DoAsync(body, lists[i])));
            }
            finally
            {
                done.AddRange(lists.SelectMany(list => list));
            }

            return "joined";
        }

        private void Look()
        {
            observer.Saw(input.Run, context.CurrentUtcDateTime, _latest);
            _latest = context.CurrentUtcDateTime;
        }

        private static string Text(List<string> done) => JsonSerializer.Serialize(done);
    }
}

/// <summary>A program's own failure.</summary>
/// <param name="message">What was done until then.</param>
internal sealed class ProgramFailedException(string message) : Exception(message)
{
    // It would be stored, and is not the same in every run: the compiler may inline at any moment.
    public override string? StackTrace => null;
}
