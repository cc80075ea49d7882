using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Bench;

/// <summary>Measures the engine as functions see it: classes, JSON payloads, a scope for each activity,
/// FULL.</summary>
/// <param name="folder">Where the stores are made; on the disk that is to be measured.</param>
internal sealed class EngineBench(string folder)
{
    private const int Runs = 3;
    private const int ActivitiesPerSequence = 5;

    /// <summary>Warms up, measures and gives medians of several runs.</summary>
    /// <param name="progress">Told what is measured next.</param>
    /// <param name="cancellationToken">Gives up between runs.</param>
    public async Task<EngineBenchResult> RunAsync(
        Action<string> progress, CancellationToken cancellationToken)
    {
        progress("warm-up");
        await SequencesAsync(500, cancellationToken);
        await AloneAsync(100, cancellationToken);
        await FanOutAsync(1_000, cancellationToken);

        List<SequenceRate> rates = [];
        double bytes = 0;
        foreach (int instances in (int[])[200, 1_000])
        {
            progress($"{instances} instances at once");
            List<(double Seconds, double Bytes)> runs = [];
            for (int run = 0; run < Runs; run++)
            {
                runs.Add(await SequencesAsync(instances, cancellationToken));
            }

            double rate = instances / Median(runs.Select(run => run.Seconds));
            rates.Add(new(instances, rate, rate * ActivitiesPerSequence));
            bytes = Median(runs.Select(run => run.Bytes));
        }

        progress("one at a time");
        double[] alone = await AloneAsync(400, cancellationToken);
        progress("fan-out");
        List<double> fanOuts = [];
        for (int run = 0; run < Runs; run++)
        {
            fanOuts.Add(await FanOutAsync(1_000, cancellationToken));
        }

        return new(
            Synchronous(),
            rates,
            new(Percentile(alone, 0.5), Percentile(alone, 0.99)),
            [new(1_000, Median(fanOuts))],
            bytes);
    }

    private async Task<(double Seconds, double Bytes)> SequencesAsync(
        int instances, CancellationToken cancellation)
    {
        await using Rig rig = await Rig.StartAsync(folder);
        long begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, instances).Select(i =>
            rig.RunAsync(nameof(HelloSequence), i, cancellation)));
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return (seconds, (double)rig.SizeWhenClosed() / instances);
    }

    private async Task<double[]> AloneAsync(int instances, CancellationToken cancellation)
    {
        await using Rig rig = await Rig.StartAsync(folder);
        double[] times = new double[instances];
        for (int i = 0; i < instances; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await rig.RunAsync(nameof(HelloSequence), i, cancellation);
            times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return times;
    }

    private async Task<double> FanOutAsync(int activities, CancellationToken cancellation)
    {
        await using Rig rig = await Rig.StartAsync(folder);
        long begun = Stopwatch.GetTimestamp();
        await rig.RunAsync(nameof(HelloFanOut), activities, cancellation);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private string Synchronous()
    {
        using StoreFile store = StoreFile.Open(
            Path.Combine(folder, $"{Guid.NewGuid():N}.db"), [], NullLoggerFactory.Instance);
        return store.Synchronous;
    }

    private static double Median(IEnumerable<double> values) => Percentile([.. values], 0.5);

    private static double Percentile(double[] values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }

    /// <summary>An engine on a fresh file.</summary>
    private sealed class Rig : IAsyncDisposable
    {
        private readonly string _file;
        private readonly ServiceProvider _services;
        private readonly StoreFile _store;
        private readonly LocalEngine _engine;

        private Rig(string folder)
        {
            _file = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
            _services = new ServiceCollection().AddScoped<BenchVoice>().BuildServiceProvider();
            _store = StoreFile.Open(_file, [new EngineSchema()], NullLoggerFactory.Instance);
            _engine = new(
                _store,
                new(typeof(HelloSequence), typeof(HelloFanOut), typeof(SayHello)),
                _services,
                TimeProvider.System,
                NullLoggerFactory.Instance);
        }

        internal static async Task<Rig> StartAsync(string folder)
        {
            var rig = new Rig(folder);
            await rig._engine.StartAsync();
            return rig;
        }

        internal async Task RunAsync(string name, int input, CancellationToken cancellation)
        {
            string id = await _engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation);
            OrchestrationMetadata end = await _engine.Client.WaitForInstanceCompletionAsync(id, cancellation);
            if (end.RuntimeStatus is not OrchestrationRuntimeStatus.Completed)
            {
                throw new InvalidOperationException($"A measured instance ended as {end.RuntimeStatus}.");
            }
        }

        /// <summary>The file's size once everything stands in it and nothing beside it.</summary>
        internal long SizeWhenClosed()
        {
            _store.Dispose();
            return new FileInfo(_file).Length;
        }

        public async ValueTask DisposeAsync()
        {
            await _engine.DisposeAsync();
            _store.Dispose();
            await _services.DisposeAsync();
            File.Delete(_file);
            File.Delete(_file + ".lock");
        }
    }
}
