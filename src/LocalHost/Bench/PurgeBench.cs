using System.Diagnostics;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Bench;

/// <summary>The removal of ended instances, and what others notice of it.</summary>
/// <param name="folder">Where the store is made.</param>
internal sealed class PurgeBench(string folder)
{
    /// <summary>Ends many instances and removes them while others commit one thing after the other.</summary>
    /// <returns>Instances per second, and the longest wait of the others in milliseconds.</returns>
    internal async Task<(double PerSecond, double LongestPauseMs)> RunAsync(
        int instances, CancellationToken cancellation)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder);
        for (int done = 0; done < instances; done += SequenceBench.Many)
        {
            await rig.RunSequencesAsync(SequenceBench.Many, cancellation);
        }

        using var purged = new CancellationTokenSource();
        Task<double> longest = LongestCommitAsync(rig.Store.Writer, purged.Token);
        long begun = Stopwatch.GetTimestamp();
        PurgeResult result = await rig.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(), cancellation);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await purged.CancelAsync();
        return (result.PurgedInstanceCount / seconds, await longest);
    }

    private static async Task<double> LongestCommitAsync(StoreWriter writer, CancellationToken until)
    {
        double longest = 0;
        while (!until.IsCancellationRequested)
        {
            long begun = Stopwatch.GetTimestamp();
            await writer.WriteAsync(new Touch());
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(1, CancellationToken.None);
        }

        return longest;
    }

    private sealed class Touch : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) =>
            connection.Statement("UPDATE instances SET updated=updated WHERE key=-1").Run();
    }
}
