using SQLitePCL;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Storage.Disks;
using TradingBase.LocalHost.Tests.Storage.Disks;
using Xunit.Abstractions;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

public sealed class DiskRefusalsInMemory(ITestOutputHelper output) : DiskRefusals(false, output);

public sealed class DiskRefusalsReplayAlways(ITestOutputHelper output) : DiskRefusals(true, output);

/// <summary>
/// The disk refuses one access of a workload, each in turn, for once or for a while: callers hear of it and
/// try again, the engine does so by itself, and everything ends as if nothing had been.
/// </summary>
public abstract class DiskRefusals(bool replayAlways, ITestOutputHelper output) : EngineContract(replayAlways)
{
    // From the refusal to where the commit has been written over and callers have heard of it.
    private const int ChangesAfterARefusal = 6;

    private readonly FunctionIndex _functions = new(CrashFunctions.All);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Item80_AnyFsyncFails_TheStepIsTakenAgainAndAKillRightAfterDoublesNothing(bool afterwards)
    {
        CrashTrial trial = new(_functions, Options);
        int images = 0;
        int refusals = RefuseEach(DiskOperation.Sync, raw.SQLITE_IOERR_FSYNC, 1, afterwards, (run, refused) =>
        {
            HashSet<string> seen = [];
            int last = Math.Min(refused + ChangesAfterARefusal, run.Changes.Count);
            for (int position = refused; position <= last; position++)
            {
                foreach (CrashVariant variant in (CrashVariant[])[CrashVariant.Killed, CrashVariant.Cut])
                {
                    DiskImage image = new(run.Changes, position, variant);
                    if (seen.Add($"{image.Fingerprint()} {run.Told(position)}"))
                    {
                        images++;
                        trial.Judge(run, position, variant, image);
                    }
                }
            }
        });

        output.WriteLine($"{refusals} fsyncs failed, {images} images after them");
        Assert.InRange(refusals, 30, int.MaxValue);
    }

    [Theory]
    [InlineData(raw.SQLITE_FULL, 1, false)]
    [InlineData(raw.SQLITE_FULL, int.MaxValue, false)]
    [InlineData(raw.SQLITE_READONLY, int.MaxValue, false)]
    [InlineData(raw.SQLITE_IOERR_WRITE, 1, true)]
    public void Item86_DiskFullOrReadOnlyFromAnyWriteOn_GoesOnWhenFreedAndNothingIsLostOrDoubled(
        int code, int times, bool afterwards)
    {
        int refusals = RefuseEach(DiskOperation.Write, code, times, afterwards, (_, _) => { });

        output.WriteLine($"{refusals} writes refused");
        Assert.InRange(refusals, 200, int.MaxValue);
    }

    [Fact]
    public void Item86_AnyReadingFails_IsNoFailureOfAnOrchestration()
    {
        int refusals = RefuseEach(DiskOperation.Read, raw.SQLITE_IOERR_READ, 1, false, (_, _) => { });

        output.WriteLine($"{refusals} readings refused");
        Assert.InRange(refusals, 5, int.MaxValue);
    }

    /// <summary>Runs the workload once for each access of a kind, which is refused.</summary>
    /// <param name="operation">The kind; of syncs only the log's, which are the commits'.</param>
    /// <param name="code">SQLite's code for the trouble.</param>
    /// <param name="times">How many accesses are refused, until everything rests and a minute has
    /// passed.</param>
    /// <param name="afterwards">Whether the access happens and only the answer is a refusal.</param>
    /// <param name="judge">Given each run and the position of its first refusal.</param>
    /// <returns>How many runs there were.</returns>
    private int RefuseEach(
        DiskOperation operation, int code, int times, bool afterwards, Action<CrashRecording, int> judge)
    {
        for (int skip = 0; ; skip++)
        {
            FaultyDisk faulty = new();
            int position = 0;
            bool refused = false;
            try
            {
                CrashRecording run = new CrashRecorder(_functions, Options).Record(
                    faulty,
                    disk => faulty.Refuse(
                        (what, file) =>
                        {
                            bool asked = what == operation
                                && (what is not DiskOperation.Sync || file is DiskFileKind.Log);
                            position = asked && faulty.Refused == 0 ? disk.Position : position;
                            return asked;
                        },
                        code,
                        skip,
                        times,
                        afterwards),
                    () =>
                    {
                        refused |= faulty.Refused > 0;
                        if (refused)
                        {
                            faulty.Heal();
                        }
                    });
                if (!refused && faulty.Refused == 0)
                {
                    return skip;
                }

                judge(run, position);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(
                    $"{operation} {skip} of the workload, refused with code {code} at {position}: {fault}",
                    fault);
            }
        }
    }
}
