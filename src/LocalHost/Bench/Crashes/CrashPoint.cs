using System.Diagnostics;

namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>One kill and what the next process made of it.</summary>
/// <param name="KilledAfter">Of the record's lines: the kill came when there were as many.</param>
/// <param name="Completed">Instances that ended, and with the right output.</param>
/// <param name="Lost">Acknowledged starts and events that the store no longer knew.</param>
/// <param name="InFlight">Activities that the killed process had begun and whose instances had not gone
/// on.</param>
/// <param name="Duplicates">Activities that both processes began.</param>
/// <param name="Strays">Of these such as were not in flight: there must be none.</param>
/// <param name="FirstProgressMs">From the start of the new process to the end of its first activity.</param>
/// <param name="AllDoneMs">From there to the end of the last instance.</param>
internal sealed record CrashPoint(
    int KilledAfter,
    int Completed,
    int Lost,
    int InFlight,
    int Duplicates,
    int Strays,
    double FirstProgressMs,
    double AllDoneMs)
{
    /// <summary>Whether nothing was lost, left lying or done without need.</summary>
    internal bool IsSound => Completed == CrashWorker.Instances && Lost == 0 && Strays == 0
        && Duplicates <= InFlight;

    /// <summary>Judges the records of both processes.</summary>
    /// <param name="before">What the killed process wrote.</param>
    /// <param name="after">What the next one wrote.</param>
    /// <param name="restarted">When the next one was started, as <see cref="Stopwatch"/> tells it.</param>
    internal static CrashPoint Of(List<CrashLine> before, List<CrashLine> after, long restarted)
    {
        HashSet<string> begun = Of(before, CrashRecord.Began);
        HashSet<string> again = [.. Of(after, CrashRecord.Began).Where(begun.Contains)];
        HashSet<string> completed = [.. Of(before, CrashRecord.Done), .. Of(after, CrashRecord.Done)];
        completed.RemoveWhere(which => which.Contains(' '));
        HashSet<string> inFlight = LastBegun(before);

        // An instance whose start or event was acknowledged and lost cannot end: nobody does it again.
        int lost = Of(before, CrashRecord.Acknowledged).Union(Of(before, CrashRecord.Told))
            .Count(which => !completed.Contains(which));
        return new(
            before.Count,
            completed.Count,
            lost,
            inFlight.Count,
            again.Count,
            again.Count(which => !inFlight.Contains(which)),
            Ms(after.Where(line => line.What == CrashRecord.Ended).Select(line => line.At)
                .DefaultIfEmpty(restarted).First()),
            Ms(after.Where(line => line.What == CrashRecord.Done).Select(line => line.At)
                .DefaultIfEmpty(restarted).Last()));

        double Ms(long at) => Stopwatch.GetElapsedTime(restarted, at).TotalMilliseconds;
    }

    private static HashSet<string> Of(List<CrashLine> lines, string what) =>
        [.. lines.Where(line => line.What == what).Select(line => line.Which)];

    // The last that each instance had begun, unless the instance was known to have ended.
    private static HashSet<string> LastBegun(List<CrashLine> lines)
    {
        Dictionary<string, string> last = [];
        foreach (CrashLine line in lines)
        {
            if (line.What == CrashRecord.Began)
            {
                last[line.Which.Split(' ')[0]] = line.Which;
            }
            else if (line.What == CrashRecord.Done)
            {
                last.Remove(line.Which);
            }
        }

        return [.. last.Values];
    }
}
