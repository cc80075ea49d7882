using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Processes of which parts fail as often as a test says, by a line "broken NAME TIMES".</summary>
internal static class BreakableProcesses
{
    internal static class Processed
    {
        [Function("Three")]
        public static async Task<string> Three([OrchestrationTrigger] TaskOrchestrationContext context) =>
            $"{await CallAsync(context, "first")} {await CallAsync(context, "second")} "
            + await CallAsync(context, "third");

        [Function("ThreeAfterGo")]
        public static async Task<string> ThreeAfterGo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.WaitForExternalEvent<object>("Go");
            return await Three(context);
        }

        [Function("FanOut")]
        public static async Task<string> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string[] names = ["first", "second", "third"];
            return string.Join(' ', await Task.WhenAll(names.Select(async name =>
            {
                string once = await CallAsync(context, name);
                return await CallAsync(context, $"{once} 1");
            })));
        }

        [Function("Retries")]
        public static async Task<string> Retries([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            TaskOptions thrice = TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromSeconds(1)));
            string first = await CallAsync(context, "first");
            string second = await context.CallActivityAsync<string>("Break", "second", thrice);
            return $"{first} {second} {await CallAsync(context, "third")}";
        }

        [Function("Compensates")]
        public static async Task<string> Compensates([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string first = await CallAsync(context, "first");
            try
            {
                return $"{first} {await CallAsync(context, "second")} {await CallAsync(context, "third")}";
            }
            catch (TaskFailedException)
            {
                await CallAsync(context, "undo");
                throw;
            }
        }

        [Function("Grandparent")]
        public static async Task<string> Grandparent([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<string> sound = context.CallSubOrchestratorAsync<string>("Sound");
            string parent = await context.CallSubOrchestratorAsync<string>(
                "Parent", new SubOrchestrationOptions(instanceId: "parent"));
            return $"{await sound} {parent}";
        }

        [Function("Sound")]
        public static Task<string> Sound([OrchestrationTrigger] TaskOrchestrationContext context) =>
            CallAsync(context, "sound");

        [Function("Parent")]
        public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>(
                "Three", new SubOrchestrationOptions(instanceId: "child"));

        [Function("WithRunningChild")]
        public static async Task<string> WithRunningChild(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<string> second = context.CallActivityAsync<string>(
                "Break", "second", TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromSeconds(1))));
            Task<string> child = CallLaterAsync(context);
            return $"{await second} {await child}";
        }

        // Asked for between the attempts, so that its call has another number when they fall away.
        private static async Task<string> CallLaterAsync(TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1.5), CancellationToken.None);
            return await context.CallSubOrchestratorAsync<string>(
                "Waits", new SubOrchestrationOptions(instanceId: "child"));
        }

        [Function("LongPayloads")]
        public static async Task<int> LongPayloads(
            [OrchestrationTrigger] TaskOrchestrationContext context, string text)
        {
            string twice = await context.CallActivityAsync<string>("Double", text);
            return await context.CallActivityAsync<int>("Measure", twice);
        }

        [Function("Waits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("Go");
    }

    internal static class Throws
    {
        [Function("Three")]
        public static async Task<string> Three([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string first = await CallAsync(context, "first");
            string word = await context.WaitForExternalEvent<string>("Go");
            throw new InvalidOperationException(first + word);
        }
    }

    internal static class ThrowsNoMore
    {
        [Function("Three")]
        public static async Task<string> Three([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string first = await CallAsync(context, "first");
            string word = await context.WaitForExternalEvent<string>("Go");
            return $"{first} {word} {await CallAsync(context, "second")}";
        }
    }

    private static Task<string> CallAsync(TaskOrchestrationContext context, string name) =>
        context.CallActivityAsync<string>("Break", name);

    internal sealed class Breakable(Recorder seen)
    {
        [Function("Double")]
        public string Double([ActivityTrigger] string text)
        {
            seen.Add("long");
            return text + text;
        }

        [Function("Measure")]
        public int Measure([ActivityTrigger] string text)
        {
            seen.Add("longer");

            // The message is longer than a row takes, so the failure is kept out of line too.
            return seen.Count("longer") > 1 ? text.Length : throw new InvalidOperationException(text);
        }

        [Function("Break")]
        public string Run([ActivityTrigger] string name)
        {
            seen.Add(name);
            string? broken = seen.Lines.FirstOrDefault(
                line => line.StartsWith($"broken {name} ", StringComparison.Ordinal));
            int times = broken is null ? 0 : int.Parse(broken[^1..], CultureInfo.InvariantCulture);
            return seen.Count(name) > times ? name : throw new InvalidOperationException("broken");
        }
    }
}
