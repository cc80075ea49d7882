using System.Diagnostics;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Bench;

/// <summary>What disk and SQLite give on their own, so that the engine's figures can be judged.</summary>
/// <param name="folder">Where the files are made.</param>
internal sealed class RawBench(string folder)
{
    private const int Runs = 3;
    private const int Commits = 1_000;
    private const int Batches = 200;
    private const int EventsOfABatch = 100;

    /// <summary>SQLite's rates with prepared statements, WAL and FULL.</summary>
    internal RawRates Run() => new(
        Commits / Samples.Median(Enumerable.Range(0, Runs).Select(_ => Seconds(Commits, 1))),
        Batches * EventsOfABatch
            / Samples.Median(Enumerable.Range(0, Runs).Select(_ => Seconds(Batches, EventsOfABatch))));

    /// <summary>The disk's own time for an fsync.</summary>
    /// <returns>Milliseconds, the median.</returns>
    internal double FsyncMs()
    {
        string path = Path.Combine(folder, "fsync.bin");
        byte[] page = new byte[4096];
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        double[] times = new double[200];
        for (int i = 0; i < times.Length; i++)
        {
            file.Write(page);
            long begun = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return Samples.Percentile(times, 0.5);
    }

    private double Seconds(int commits, int events)
    {
        string file = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        using StoreConnection connection = StoreConnection.Open(file, readOnly: false);
        StoreFile.Prepare(connection, file);
        connection.Run("CREATE TABLE raw(id INTEGER PRIMARY KEY, event BLOB)");
        byte[] item = new byte[200];
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < commits; i++)
        {
            connection.Statement("BEGIN IMMEDIATE").Run();
            for (int j = 0; j < events; j++)
            {
                connection.Statement("INSERT INTO raw(event) VALUES(?)").Bind(1, item).Run();
            }

            connection.Statement("COMMIT").Run();
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
