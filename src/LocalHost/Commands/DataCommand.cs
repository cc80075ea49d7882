using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TradingBase.Composition;
using TradingBase.Markets;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>data check</c>: what a folder of recorded bars holds, and what is wrong with it.</summary>
internal static class DataCommand
{
    internal static Command Make()
    {
        Argument<string> folder =
            new("folder") { Description = "Root of the folders equity, crypto, fx, commodity …" };
        Option<bool> json = CommandOptions.Json();
        Command check =
            new("check", "Reads every file and says what it holds, or why it is refused.") { folder, json };
        check.SetAction((result, cancellationToken) => Errors.CatchAsync(() =>
        {
            DataReport report = Check(result.GetValue(folder)!, cancellationToken);
            new Output(result.GetValue(json)).Write(report, Show);
            return Task.FromResult(report.Ok ? ExitCode.Done : ExitCode.WrongUsage);
        }));
        return new("data", "Recorded bars.") { check };
    }

    private static DataReport Check(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}'.");
        }

        using ServiceProvider services = new ServiceCollection().AddDataChecker().BuildServiceProvider();
        return services.GetRequiredService<IDataChecker>().Check(folder, new Progress(), cancellationToken);
    }

    private static void Show(IAnsiConsole console, DataReport report)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        string[] columns = ["file", "instrument", "rows", "first", "last", "no volume", "gaps", "found"];
        foreach (string column in columns)
        {
            table.AddColumn(column);
        }

        foreach (SeriesCheck series in report.Series)
        {
            table.AddRow(
                Markup.Escape(series.File), series.Instrument?.ToString() ?? "-", Count(series.Rows),
                Day(series.First), Day(series.Last), Count(series.ZeroVolumes), Count(series.Gaps),
                series.Fault is { } fault ? $"[red]{Markup.Escape(Place(fault))}[/]" : "[green]right[/]");
        }

        console.Write(table);
        console.MarkupLine(
            $"{Count(report.Rows)} bars in {report.Series.Count} files, {report.Refused} refused");
    }

    private static string Place(DataFault fault) => (fault.Line, fault.Column) switch
    {
        (null, _) => fault.Reason,
        (_, null) => $"line {fault.Line}: {fault.Reason}",
        _ => $"line {fault.Line}, column {fault.Column}: {fault.Reason}",
    };

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset? moment) =>
        moment?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    // A terminal sees each file as it is done; a pipe sees the document alone.
    private sealed class Progress : IProgress<SeriesCheck>
    {
        public void Report(SeriesCheck value)
        {
            if (!Console.IsErrorRedirected)
            {
                Output.Notes.WriteLine($"{value.File}: {(value.Ok ? "right" : "refused")}");
            }
        }
    }
}
