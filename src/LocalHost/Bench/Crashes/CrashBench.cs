using System.Diagnostics;

namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>Kills a process with 200 instances under way at random points, and starts it again.</summary>
/// <param name="folder">Where stores and records are made.</param>
/// <param name="start">Makes the call of this program with arguments, for a process of its own.</param>
internal sealed class CrashBench(string folder, Func<string[], ProcessStartInfo> start)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // A start, an event, five activities with begin and end, and the end, for each instance.
    private const int AllLines = CrashWorker.Instances * (3 + (2 * BenchFunctions.ActivitiesOfASequence));

    /// <summary>Kills and restarts.</summary>
    /// <param name="kills">How many times, each on a fresh store.</param>
    /// <param name="seed">Which points.</param>
    /// <param name="cancellationToken">Gives up between two kills.</param>
    internal async Task<CrashResult> RunAsync(int kills, int seed, CancellationToken cancellationToken)
    {
        Random random = new(seed);
        List<CrashPoint> points = [];
        for (int i = 0; i < kills; i++)
        {
            // At least one acknowledgement, and so one commit; at most what leaves something to do.
            points.Add(await KillAsync($"crash-{i}", random.Next(2, AllLines * 9 / 10), cancellationToken));
        }

        return CrashResult.Of(seed, points);
    }

    private async Task<CrashPoint> KillAsync(string name, int lines, CancellationToken cancellation)
    {
        string store = Path.Combine(folder, $"{name}.db"), record = Path.Combine(folder, $"{name}.record");
        using (Process killed = Begin(store, record))
        {
            using CrashRecordWatch watch = new(record);
            while (!killed.HasExited && watch.Lines() < lines)
            {
                await Task.Delay(1, cancellation);
            }

            // SIGKILL: no handler runs.
            killed.Kill();
            await killed.WaitForExitAsync(cancellation);
        }

        List<CrashLine> before = CrashRecord.Read(record);
        long restarted = Stopwatch.GetTimestamp();
        using (Process next = Begin(store, record))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            try
            {
                await next.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // What has not ended by now counts as left lying.
                next.Kill();
                await next.WaitForExitAsync(cancellation);
            }
        }

        return CrashPoint.Of(before, CrashRecord.Read(record)[before.Count..], restarted);
    }

    private Process Begin(string store, string record)
    {
        ProcessStartInfo info = start([CrashWorker.Command, store, record]);
        return Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start.");
    }
}
