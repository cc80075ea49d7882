using System.Diagnostics;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Bench;

/// <summary>What it costs a replay to compare whole actions, inputs included.</summary>
/// <remarks>Code in memory is not compared with anything: it is measured where all steps replay.</remarks>
internal static class StrictBench
{
    /// <summary>How many actions a sequence compares when each step replays all former ones.</summary>
    internal const int ComparisonsOfASequence =
        BenchFunctions.ActivitiesOfASequence * (BenchFunctions.ActivitiesOfASequence + 1) / 2;

    private const int Comparisons = 5_000_000;

    /// <summary>Compares an activity with its record again and again.</summary>
    /// <returns>Milliseconds of a processor for one comparison.</returns>
    internal static double MsPerComparison()
    {
        HistoryEvent recorded = Action(), asked = Action();
        int same = 0;
        long begun = 0;

        // The first tenth warms up.
        for (int i = -Comparisons / 10; i < Comparisons; i++)
        {
            begun = i == 0 ? Stopwatch.GetTimestamp() : begun;
            same += recorded.SameActionAs(asked) ? 1 : 0;
        }

        double ms = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return same == Comparisons + (Comparisons / 10)
            ? ms / Comparisons
            : throw new InvalidOperationException("Equal actions were found to differ.");
    }

    private static HistoryEvent Action() => new()
    {
        Kind = EventKind.TaskScheduled,
        Id = 3,
        Name = nameof(SayHello),
        Payload = new PayloadConverter(null).Serialize(new Greeting("500.3")),
    };
}
