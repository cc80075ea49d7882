using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands.Auditing;

/// <summary><c>journal</c>: exports the journal for an auditor, seals its months, removes old ones.</summary>
/// <remarks>Works on the state's file; a host may be at work on it.</remarks>
internal static class JournalCommand
{
    internal static Command Make() =>
        new("journal", "Exports the journal for an auditor, seals its months, removes old ones.")
        {
            Months(), Seal(), Prune(), ExportCommand.Make(),
        };

    private static Command Months()
    {
        (Option<string?> state, Option<bool> json) = (CommandOptions.State(), CommandOptions.Json());
        Command command = new("months", "Lists the sealed months.") { state, json };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            await using SqliteStateStore store = OpenState(result.GetValue(state));
            IReadOnlyList<JournalSeal> seals = await Sealer(store).ReadAsync(cancellationToken);
            new Output(result.GetValue(json)).Write(seals, Show);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Seal()
    {
        (Option<string?> state, Option<bool> json) = (CommandOptions.State(), CommandOptions.Json());
        Argument<string> month = Month();
        Command command = new("seal", "Seals a month that is over; a host does so by itself.")
        {
            month, state, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            await using SqliteStateStore store = OpenState(result.GetValue(state));
            JournalSeal seal = await RefuseAsync(() => Sealer(store).SealAsync(
                result.GetValue(month)!, TimeProvider.System.GetUtcNow(), cancellationToken));
            new Output(result.GetValue(json)).Write<IReadOnlyList<JournalSeal>>([seal], Show);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Prune()
    {
        (Option<string?> state, Option<bool> json) = (CommandOptions.State(), CommandOptions.Json());
        Argument<string> month = Month();
        Command command = new("prune", "Removes the lines of a sealed month; export them first.")
        {
            month, state, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            await using SqliteStateStore store = OpenState(result.GetValue(state));
            long removed = await RefuseAsync(
                () => Sealer(store).PruneAsync(result.GetValue(month)!, cancellationToken));
            new Output(result.GetValue(json)).Write(
                new { Month = result.GetValue(month), Removed = removed },
                (console, done) => console.MarkupLine(string.Create(
                    CultureInfo.InvariantCulture, $"{done.Removed:N0} lines of {done.Month} were removed.")));
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Opens the state that the command line names, or the only one below the folder.</summary>
    internal static SqliteStateStore OpenState(string? named) =>
        SqliteStateStore.Open(RunFiles.Find(named, "--state", "state"));

    private static Argument<string> Month() => new("month") { Description = "Such as 2026-10." };

    private static JournalSealer Sealer(IStateStore store) => new(store, new JournalBook(store));

    // What the sealer says of a month is said of the command line.
    private static async Task<TResult> RefuseAsync<TResult>(Func<Task<TResult>> work)
    {
        try
        {
            return await work();
        }
        catch (ArgumentException refused)
        {
            throw new UsageException(refused.Message);
        }
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<JournalSeal> seals)
    {
        Table table = new Table().AddColumns("month", "streams", "lines", "lines so far", "head");
        foreach (JournalSeal seal in seals)
        {
            table.AddRow(
                seal.Month, seal.Streams.ToString("N0", CultureInfo.InvariantCulture),
                seal.Lines.ToString("N0", CultureInfo.InvariantCulture),
                seal.LinesSoFar.ToString("N0", CultureInfo.InvariantCulture), seal.Head);
        }

        console.Write(table);
    }
}
