namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>What came of many kills with 200 instances outstanding.</summary>
/// <param name="Seed">Which points; the same seed gives the same again.</param>
/// <param name="Kills">How many.</param>
/// <param name="Sound">After how many everything was as it should be.</param>
/// <param name="FewestCompleted">Of 200, in the worst case.</param>
/// <param name="Lost">Acknowledged starts and events that were lost, in all.</param>
/// <param name="MostDuplicates">Activities that ran twice, in the worst case.</param>
/// <param name="MostInFlight">Activities in flight at a kill, in the worst case.</param>
/// <param name="FirstProgressMs">From the start of the new process to its first activity's end; the
/// median.</param>
/// <param name="AllDoneMs">From there to the last instance's end; the median.</param>
/// <param name="Unsound">The points where something was wrong.</param>
internal sealed record CrashResult(
    int Seed,
    int Kills,
    int Sound,
    int FewestCompleted,
    int Lost,
    int MostDuplicates,
    int MostInFlight,
    double FirstProgressMs,
    double AllDoneMs,
    IReadOnlyList<CrashPoint> Unsound)
{
    internal static CrashResult Of(int seed, IReadOnlyList<CrashPoint> points) => new(
        seed,
        points.Count,
        points.Count(point => point.IsSound),
        points.Min(point => point.Completed),
        points.Sum(point => point.Lost),
        points.Max(point => point.Duplicates),
        points.Max(point => point.InFlight),
        Samples.Median(points.Select(point => point.FirstProgressMs)),
        Samples.Median(points.Select(point => point.AllDoneMs)),
        [.. points.Where(point => !point.IsSound)]);
}
