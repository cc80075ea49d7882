using System.CommandLine;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands.Auditing;

/// <summary><c>journal export</c>: writes the journal's lines out, checked as they pass.</summary>
internal static class ExportCommand
{
    internal static Command Make()
    {
        Option<string?> state = CommandOptions.State();
        Option<string> format = new("--format")
        {
            Description = "csv, or json for one object a line.",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "json");
        Option<string?> month = new("--month") { Description = "Only this sealed month, such as 2026-10." };
        Option<string?> stream = new("--stream") { Description = "Only this stream, such as desk." };
        Option<string?> output = new("--out")
        {
            Description = "The file to write, which must not exist; standard output when left out.",
        };
        Command command =
            new("export", "Writes the journal out for an auditor: each line with its hash, checked.")
            {
                state, format, month, stream, output,
            };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            await using SqliteStateStore store = JournalCommand.OpenState(result.GetValue(state));
            JournalExport export = new(store, result.GetValue(month), result.GetValue(stream));
            string? file = result.GetValue(output);
            if (File.Exists(file))
            {
                throw new UsageException($"--out: '{file}' is there already.");
            }

            return await WriteAsync(export, file, result.GetValue(format)!, cancellationToken);
        }));
        return command;
    }

    private static async Task<int> WriteAsync(
        JournalExport export, string? file, string format, CancellationToken cancellationToken)
    {
        try
        {
            await using TextWriter writer = file is null
                ? new StreamWriter(Console.OpenStandardOutput())
                : new StreamWriter(file);
            using IExportFormat lines = format is "csv" ? new CsvFormat(writer) : new JsonFormat(writer);
            long count = await export.RunAsync(lines, cancellationToken);
            await Output.Notes.WriteLineAsync($"{count} lines, every hash fits.");
            return ExitCode.Done;
        }
        catch (StateDamagedException)
        {
            // Half a file that looks whole would be worse than none.
            if (file is not null)
            {
                File.Delete(file);
            }

            throw;
        }
    }
}
