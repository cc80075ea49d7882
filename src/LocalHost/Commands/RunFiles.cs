using TradingBase.Composition;

namespace TradingBase.LocalHost.Commands;

/// <summary>The two files of a run: the engine's store and the desk's state.</summary>
/// <param name="Store">Histories and queues; one process at a time.</param>
/// <param name="State">Journal, ledger, snapshots; shared.</param>
internal sealed record RunFiles(string Store, string State)
{
    /// <summary>Where runs are kept when no file is named, below the current folder.</summary>
    internal const string Folder = ".tradingbase";

    /// <summary>The folder of the keys: the state's.</summary>
    internal string KeyFolder => Path.GetDirectoryName(State)!;

    /// <summary>Makes the folders.</summary>
    internal void MakeFolders()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        Directory.CreateDirectory(KeyFolder);
    }

    /// <summary>Chooses the files.</summary>
    /// <param name="store">What the command line names, or null.</param>
    /// <param name="state">What the command line names, or null.</param>
    /// <param name="run">
    /// Names the run. The same command finds its own files again, so that it goes on where it was killed;
    /// another command gets an account of its own.
    /// </param>
    internal static RunFiles Choose(string? store, string? state, string run)
    {
        string folder = Path.GetFullPath(
            Path.GetDirectoryName(Path.GetFullPath(store ?? state ?? "x")) is { } named
                && (store ?? state) is not null
                ? named
                : Path.Combine(Folder, run));
        RunFiles files = new(
            Path.GetFullPath(store ?? Path.Combine(folder, "store.db")),
            Path.GetFullPath(state ?? Path.Combine(folder, "state.db")));
        if (files.Store == files.State)
        {
            throw new UsageException(
                $"--store and --state name the same file, {files.Store}; two are needed.");
        }

        return files;
    }

    /// <summary>Finds a file of a former run.</summary>
    /// <param name="named">What the command line names; null to look below the current folder.</param>
    /// <param name="option">The option that names it.</param>
    /// <param name="kind">Which of the two: <c>store</c> or <c>state</c>.</param>
    /// <exception cref="UsageException">There is none, or more than one.</exception>
    internal static string Find(string? named, string option, string kind)
    {
        if (named is not null)
        {
            return File.Exists(named) ? named : throw new UsageException(
                $"{option}: there is no file '{named}'.");
        }

        string[] found = Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, $"{kind}.db", SearchOption.AllDirectories).Order()]
            : [];
        return found switch
        {
            [var only] => only,
            [] => throw new UsageException($"There is no {kind} here yet; name one with {option}."),
            _ => throw new UsageException(
                $"There are several {kind}s; name one with {option}:\n  {string.Join("\n  ", found)}"),
        };
    }

    /// <summary>Names a run by everything that changes its result.</summary>
    /// <param name="cycleId">Which cycle.</param>
    /// <param name="options">What was configured.</param>
    internal static string NameOf(string cycleId, TradingBaseOptions options) =>
        $"{cycleId}-{Canonical.Hash(options)[..8]}";
}
