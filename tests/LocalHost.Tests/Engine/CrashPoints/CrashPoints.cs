using System.Globalization;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Tests.Storage.Disks;
using Xunit.Abstractions;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

public sealed class CrashPointsInMemory(ITestOutputHelper output) : CrashPoints(false, output);

public sealed class CrashPointsReplayAlways(ITestOutputHelper output) : CrashPoints(true, output);

/// <summary>
/// The machine stops before and after each write, truncation, removal and fsync of a workload, and what is
/// left is started again: every position in every variant, those that leave the same files once.
/// <c>TRADINGBASE_CRASHPOINTS=123:Cut</c> chooses one.
/// </summary>
public abstract class CrashPoints(bool replayAlways, ITestOutputHelper output) : EngineContract(replayAlways)
{
    private const string Variable = "TRADINGBASE_CRASHPOINTS";
    private const int MostFailures = 5;

    private readonly FunctionIndex _functions = new(CrashFunctions.All);

    [Fact]
    public void Item80_StopAtAnyWriteOrSync_NothingAcknowledgedIsLostAndOnlyWhatWasInFlightRunsAgain()
    {
        CrashTrial trial = new(_functions, Options);
        CrashRecording run = Record();
        List<string> failures = [];
        HashSet<string> seen = [];
        foreach ((int position, CrashVariant variant) in Choose(run.Changes.Count))
        {
            DiskImage image = new(run.Changes, position, variant);
            if (failures.Count < MostFailures
                && seen.Add($"{image.Fingerprint()} {run.Kept(position, variant)} {run.Told(position)}"))
            {
                Try(() => trial.Judge(run, position, variant, image), $"{position}:{variant}", failures);
            }
        }

        output.WriteLine(
            $"{seen.Count} images of {run.Changes.Count} changes of the disk, {run.Commits.Count} commits, "
            + $"{run.Runs.Count} activities");
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Fact]
    public void Record_TheWorkload_TakesTheLogOverIntoTheStoreAndBeginsItAnew()
    {
        IReadOnlyList<DiskChange> changes = Record().Changes;

        Assert.InRange(changes.Count(change => change.BeginsTheLog), 2, int.MaxValue);
        Assert.Contains(changes, change => change.EndsATransaction);
    }

    [Fact]
    public void Record_Twice_IsTheSameRun()
    {
        CrashRecording first = Record();
        CrashRecording second = Record();

        // The log's salts differ, so of what was written only the place and the length are compared.
        Assert.Equal(first.Changes.Select(Outline), second.Changes.Select(Outline));
        Assert.Equal(first.Calls, second.Calls);
        Assert.Equal(first.Runs, second.Runs);
        string Outline(DiskChange change) => $"{change} {change.Data.Length}";
    }

    private CrashRecording Record() => new CrashRecorder(_functions, Options).Record();

    private static void Try(Action judge, string name, List<string> failures)
    {
        try
        {
            judge();
        }
        catch (Exception fault)
        {
            failures.Add($"{Variable}={name}: {fault}");
        }
    }

    private static IEnumerable<(int Position, CrashVariant Variant)> Choose(int changes) =>
        Environment.GetEnvironmentVariable(Variable)?.Split(':') is [string position, string variant]
            ? [(int.Parse(position, CultureInfo.InvariantCulture), Enum.Parse<CrashVariant>(variant))]
            : Enumerable.Range(0, changes + 1).SelectMany(
                at => Enum.GetValues<CrashVariant>().Select(how => (at, how)));
}
