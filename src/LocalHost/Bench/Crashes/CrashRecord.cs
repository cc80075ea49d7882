using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>What a process has done, line by line in a file that outlives it: moment, what, which.</summary>
/// <remarks>A line is the operating system's as soon as it is written; a SIGKILL takes nothing back. Moments
/// are the machine's monotonic clock, the same for all processes.</remarks>
internal sealed class CrashRecord(string path) : IDisposable
{
    internal const string Opened = "opened", Acknowledged = "started", Told = "told";
    internal const string Began = "begin", Ended = "end", Done = "done";

    private readonly Lock _gate = new();
    private readonly FileStream _file = new(
        path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    internal void Write(string what, string which)
    {
        byte[] line = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {what} {which}\n"));
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    /// <summary>Reads what has been written, by whatever process; a line that was cut is left out.</summary>
    internal static List<CrashLine> Read(string path)
    {
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        string text = reader.ReadToEnd();
        return
        [
            .. text[..(text.LastIndexOf('\n') + 1)]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', 3))
                .Select(parts => new CrashLine(
                    long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2])),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

/// <summary>One line of a record.</summary>
/// <param name="At">A timestamp of <see cref="Stopwatch"/>.</param>
/// <param name="What">What happened.</param>
/// <param name="Which">To which instance or activity.</param>
internal readonly record struct CrashLine(long At, string What, string Which);
