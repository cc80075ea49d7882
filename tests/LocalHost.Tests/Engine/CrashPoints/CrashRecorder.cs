using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Storage.Disks;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.LocalHost.Tests.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>Runs the workload on a new store to its end and writes down what happened when.</summary>
/// <param name="functions">Those of the workload.</param>
/// <param name="options">The mode.</param>
internal sealed class CrashRecorder(FunctionIndex functions, EngineOptions options)
{
    private const int Seed = 20260105;

    /// <summary>Runs it, always in the same order.</summary>
    /// <param name="disturbance">Refuses accesses to the disk; null for an undisturbed run. A run that is
    /// disturbed has no commits in its recording.</param>
    /// <param name="started">Called when the engine is up.</param>
    /// <param name="minutePassed">Called when everything rests and the clock has moved.</param>
    public CrashRecording Record(
        Disk? disturbance = null, Action<RecordingDisk>? started = null, Action? minutePassed = null)
    {
        using TempFolder folder = new(inMemory: true);
        RecordingDisk disk = new(disturbance);
        using CrashDesk desk = new(
            folder.File("store.db"), functions, options, 0, () => disk.Position, disk);
        int[] given = new int[CrashScript.Clients.Count];
        List<CrashCall>[] calls = [.. given.Select(_ => new List<CrashCall>())];
        List<int> minutes = [];
        desk.Start();
        started?.Invoke(disk);
        CrashDriver driver = new(
            desk.Store, desk.Engine, desk.Pump, desk.Clock, new int[calls.Length], new(Seed))
        {
            Given = client => given[client] = disk.Position,
            Acknowledged = client => calls[client].Add(new(given[client], disk.Position, Kept: true)),
            Refused = client => calls[client].Add(new(given[client], disk.Position, Kept: false)),
            MinutePassed = () =>
            {
                minutes.Add(disk.Position);
                minutePassed?.Invoke();
            },
        };
        List<CrashCommit> commits = [];
        driver.Committing = commit =>
        {
            int from = disk.Position;
            disk.Meanwhile = driver.GoOnMeanwhile;
            commit();
            disk.Meanwhile = () => { };
            if (disturbance is null
                && CrashCommit.Find(disk.Changes, from, StoreInsight.Open(desk.Store)) is { } made)
            {
                commits.Add(made);
            }
        };
        driver.RunToTheEnd();
        disk.LeaveOther();
        Check(desk);
        desk.Store.Dispose();
        return new(
            disk.Changes,
            calls,
            minutes,
            desk.Ledger.Runs,
            [.. commits.Select(commit => commit.FindSync(disk.Changes))]);
    }

    // Without a crash nothing is done or told twice, whatever the disk refuses.
    private static void Check(CrashDesk desk)
    {
        CrashTrial.CheckEnds(desk);
        CrashTrial.CheckHistories(desk, new HashSet<string>());
        Assert.Equal(0, desk.Engine.Counters.RepeatedActivities);
        Assert.Equal(
            desk.Ledger.Runs.Select(run => run.What).Distinct(), desk.Ledger.Runs.Select(run => run.What));
        Assert.Equal("ok", StoreInsight.Integrity(desk.Store));
    }
}
