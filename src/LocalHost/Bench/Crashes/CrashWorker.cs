using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>The process that is killed: starts what it has not started before, and sees all to its
/// end.</summary>
internal static class CrashWorker
{
    /// <summary>The word by which the program is asked for it: <c>bench-worker STORE RECORD</c>.</summary>
    internal const string Command = "bench-worker";

    /// <summary>How many instances there are.</summary>
    internal const int Instances = 200;

    /// <summary>Works until all instances have ended.</summary>
    /// <param name="storePath">May hold what a killed process left.</param>
    /// <param name="recordPath">What processes before this one have done.</param>
    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(string storePath, string recordPath)
    {
        HashSet<(string, string)> before =
            [.. CrashRecord.Read(recordPath).Select(line => (line.What, line.Which))];
        using CrashRecord record = new(recordPath);
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton(record).BuildServiceProvider();
        using StoreFile store = StoreFile.Open(storePath, [new EngineSchema()], NullLoggerFactory.Instance);
        await using LocalEngine engine = new(
            store,
            new(typeof(GreetUntilTold), typeof(Greet)),
            services,
            TimeProvider.System,
            NullLoggerFactory.Instance);
        await engine.StartAsync();
        record.Write(CrashRecord.Opened, storePath);
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(
            i => SeeToAsync(engine.Client, record, i, before)));
        return 0;
    }

    private static async Task SeeToAsync(
        DurableTaskClient client, CrashRecord record, int number, HashSet<(string, string)> before)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        if (!before.Contains((CrashRecord.Acknowledged, id)))
        {
            await StartAsync(client, id, number);
            record.Write(CrashRecord.Acknowledged, id);
        }

        // What was acknowledged is not repeated: if it were lost, the instance would wait for ever.
        if (!before.Contains((CrashRecord.Told, id)))
        {
            await TellAsync(client, id);
            record.Write(CrashRecord.Told, id);
        }

        OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(
            id, getInputsAndOutputs: true);
        bool right = end.RuntimeStatus is OrchestrationRuntimeStatus.Completed
            && end.ReadOutputAs<int>() == GreetUntilTold.Result(number);
        record.Write(CrashRecord.Done, right ? id : $"{id} wrong");
    }

    private static async Task StartAsync(DurableTaskClient client, string id, int number)
    {
        // Kept before the kill, but not acknowledged: then it is there already, in whatever status.
        StartOrchestrationOptions options = new StartOrchestrationOptions(id)
            .WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>());
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(GreetUntilTold), number, options);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // As it should be: the start was kept by the process that was killed.
        }
    }

    private static async Task TellAsync(DurableTaskClient client, string id)
    {
        try
        {
            await client.RaiseEventAsync(id, GreetUntilTold.Event, 1);
        }
        catch (InstanceStateException)
        {
            // Kept before the kill, but not acknowledged, and the instance has ended with it.
        }
    }
}
