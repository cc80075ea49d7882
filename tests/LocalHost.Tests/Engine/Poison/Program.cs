using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Engine.Poison;

/// <summary>A host that its own functions may end: starts some instances and waits for their ends.</summary>
internal static class Program
{
    /// <summary>Runs the host.</summary>
    /// <param name="arguments">A folder, whether every step is replayed, and the culprit's
    /// orchestration.</param>
    /// <returns>0 when all instances have ended.</returns>
    internal static async Task<int> Main(string[] arguments)
    {
        string folder = arguments[0];
        using StoreFile store = StoreFile.Open(
            Path.Combine(folder, "store.db"), [new EngineSchema()], NullLoggerFactory.Instance);
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton(new Diary(Path.Combine(folder, "diary.txt")))
            .BuildServiceProvider();
        await using LocalEngine engine = new(
            store,
            new FunctionIndex(typeof(Deadly)),
            services,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            new EngineOptions { ReplayAlways = bool.Parse(arguments[1]) });
        await engine.StartAsync();
        string[] ids = ["culprit", .. Enumerable.Range(0, 8).Select(i => $"neighbour-{i}")];
        foreach (string id in ids)
        {
            string name = id == "culprit" ? arguments[2] : nameof(Deadly.Neighbour);
            if (await engine.Client.GetInstanceAsync(id) is null)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                    name, null, new StartOrchestrationOptions(id));
            }
        }

        foreach (string id in ids)
        {
            await engine.Client.WaitForInstanceCompletionAsync(id);
        }

        return 0;
    }
}
