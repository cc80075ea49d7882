using TradingBase.LocalHost.Tests.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>The undisturbed run of the workload: what reached the disk, and when who was told what.</summary>
/// <param name="Changes">The disk's log; all positions are places in it.</param>
/// <param name="Calls">For each client its calls.</param>
/// <param name="Minutes">The positions at which the clock was moved by a minute.</param>
/// <param name="Runs">Which activity began when.</param>
/// <param name="Commits">The engine's commits.</param>
internal sealed record CrashRecording(
    IReadOnlyList<DiskChange> Changes,
    IReadOnlyList<IReadOnlyList<CrashCall>> Calls,
    IReadOnlyList<int> Minutes,
    IReadOnlyList<(string What, int Position)> Runs,
    IReadOnlyList<CrashCommit> Commits)
{
    /// <summary>How many of each client's calls had been acknowledged when the machine stopped.</summary>
    public int[] Acknowledged(int position) =>
        [.. Calls.Select(calls => calls.Count(call => call.Kept && call.Told <= position))];

    /// <summary>The events whose client did not know yet, when the machine stopped, whether they were
    /// heard.</summary>
    public IReadOnlySet<string> EventsInFlight(int position) => CrashScript.Clients
        .Zip(Calls, (client, calls) => (client.Commands, Calls: calls))
        .Where(pair => pair.Calls.Any(call => call.Given <= position && position < call.Told))
        .Select(pair => pair.Commands[
            pair.Calls.Count(call => call.Kept && call.Told <= position)].Event)
        .OfType<string>()
        .ToHashSet();

    /// <summary>What had been told to anybody when the machine stopped.</summary>
    public string Told(int position) => string.Join(
        ' ',
        Calls.Select(calls => calls.Count(call => call.Told <= position))
            .Append(Minutes.Count(passed => passed <= position)));

    /// <summary>How many commits are certain to be there, and how many may be.</summary>
    public (int Certain, int Possible) Kept(int position, CrashVariant variant)
    {
        int written = Commits.Count(commit => commit.Written <= position);
        int synced = Commits.Count(commit => commit.Synced <= position);
        return variant switch
        {
            CrashVariant.Killed => (written, written),
            CrashVariant.Cut => (synced, synced),
            _ => (synced, written),
        };
    }

    /// <summary>The activities that a commit left in flight.</summary>
    /// <param name="commits">How many commits were made.</param>
    public IReadOnlySet<string> Open(int commits) =>
        commits == 0 ? new HashSet<string>() : Commits[commits - 1].Open;

    /// <summary>Whether an activity's end was kept by one of the first commits.</summary>
    public bool HasEnded(string what, int commits) =>
        !Open(commits).Contains(what) && Commits.Take(commits).Any(commit => commit.Open.Contains(what));
}

/// <summary>One call of a client's.</summary>
/// <param name="Given">The position at which it was made.</param>
/// <param name="Told">The position at which its client had heard what became of it.</param>
/// <param name="Kept">Whether it was acknowledged; otherwise the store could not take it.</param>
internal sealed record CrashCall(int Given, int Told, bool Kept);

/// <summary>One transaction of the engine's.</summary>
/// <param name="Written">The position from which it survives a kill.</param>
/// <param name="Synced">The position from which it survives a power cut.</param>
/// <param name="Open">The activities that live instances wait for after it.</param>
internal sealed record CrashCommit(int Written, int Synced, IReadOnlySet<string> Open)
{
    /// <summary>Finds the one transaction that was made from a place in the log on.</summary>
    /// <returns>Null when nothing was written.</returns>
    public static CrashCommit? Find(IReadOnlyList<DiskChange> changes, int from, IReadOnlySet<string> open)
    {
        int[] ends = [.. Enumerable.Range(from, changes.Count - from).Where(
            i => changes[i].EndsATransaction)];

        // The head of the frame and its page are two writes.
        return ends.Length == 0 ? null : new(Assert.Single(ends) + 2, int.MaxValue, open);
    }

    /// <summary>The same commit with its sync, once the whole log is known.</summary>
    public CrashCommit FindSync(IReadOnlyList<DiskChange> changes) =>
        this with { Synced = Enumerable.Range(Written, changes.Count - Written)
            .FirstOrDefault(i => changes[i].IsSyncOfTheLog, int.MaxValue - 1) + 1 };
}
