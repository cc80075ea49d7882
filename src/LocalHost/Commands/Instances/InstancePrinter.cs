using System.Globalization;
using Microsoft.DurableTask.Client;
using Spectre.Console;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>Shows an instance to people: what it is, and a time line of what happened to it.</summary>
internal static class InstancePrinter
{
    private const int MostRows = 200;
    private const int BarWidth = 30;
    private const int LongestValue = 120;

    /// <summary>Writes the whole instance.</summary>
    internal static void Show(IAnsiConsole console, InstanceStory story)
    {
        InstanceDocument instance = story.Instance;
        console.MarkupLine(
            $"[bold]{Markup.Escape(instance.Id)}[/]  {Markup.Escape(instance.Name)}  "
            + Status(instance.Status));
        Fact(console, "created", $"{UtcJsonConverter.Write(instance.CreatedAt)}");
        Fact(console, "ended", instance.CompletedAt is { } end
            ? $"{UtcJsonConverter.Write(end)}, after {Span(end - instance.CreatedAt)}"
            : null);
        Fact(console, "called by", instance.Parent);
        Fact(console, "input", Value(instance.Input));
        Fact(console, "output", Value(instance.Output));
        Fact(console, "status", Value(instance.CustomStatus));
        Fact(console, "failure", instance.Failure is { } failure ? TimeLine.Describe(failure) : null);
        foreach (HistoryEntry waiting in instance.Waiting)
        {
            Fact(console, "waiting", $"{waiting.Kind} {waiting.Name}".TrimEnd());
        }

        console.Write(Lines(TimeLine.Of(instance, story.History.Events)));
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{story.History.Total:N0} events, {instance.HistoryBytes:N0} bytes of history"));
    }

    /// <summary>A status in its colour.</summary>
    internal static string Status(OrchestrationRuntimeStatus status)
    {
        string word = status.ToString().ToLowerInvariant();
        return status switch
        {
            OrchestrationRuntimeStatus.Completed => $"[green]{word}[/]",
            OrchestrationRuntimeStatus.Failed => $"[red]{word}[/]",
            OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Suspended =>
                $"[yellow]{word}[/]",
            _ => word,
        };
    }

    /// <summary>A moment, to the millisecond.</summary>
    internal static string Clock(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A length of time, in the two units that say most.</summary>
    internal static string Span(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 10 } => Number(span.TotalMilliseconds, "0.0 ms"),
        { TotalSeconds: < 1 } => Number(span.TotalMilliseconds, "0 ms"),
        { TotalMinutes: < 1 } => Number(span.TotalSeconds, "0.0 s"),
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };

    private static string Number(double value, string form) =>
        value.ToString(form, CultureInfo.InvariantCulture);

    private static Table Lines(IReadOnlyList<TimeLineRow> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("at").RightAligned());
        table.AddColumn("what");
        table.AddColumn("name");
        table.AddColumn(new TableColumn("took").RightAligned());
        table.AddColumn(new TableColumn("time line").NoWrap());
        table.AddColumn("more");
        DateTimeOffset first = rows[0].From;
        DateTimeOffset last = rows.Max(row => row.To ?? row.From);
        int left = rows.Count > MostRows ? MostRows / 2 : rows.Count;
        for (int i = 0; i < rows.Count; i++)
        {
            if (i == left && rows.Count > MostRows)
            {
                i = rows.Count - (MostRows / 2);
                table.AddRow("", "", $"… {i - left} more; --json shows all", "", "", "");
            }

            TimeLineRow row = rows[i];
            table.AddRow(
                i == 0 ? Clock(first)[11..] : $"+{Span(row.From - first)}",
                row.Failed ? $"[red]{row.What}[/]" : row.What,
                Markup.Escape(row.Name),
                row.IsMoment ? "" : row.To is { } to ? Span(to - row.From) : "open",
                Bar(row, first, last),
                Markup.Escape(row.Detail));
        }

        return table;
    }

    private static string Bar(TimeLineRow row, DateTimeOffset first, DateTimeOffset last)
    {
        double whole = Math.Max((last - first).Ticks, 1);
        int from = Place(row.From);
        int to = row.To is { } end ? Place(end) : BarWidth - 1;
        string line = row.IsMoment ? "◆"
            : new string('━', to - from + 1) is var bar && row.To is null ? bar[..^1] + "▶" : bar;
        string colour = row.Failed ? "red" : row.To is null ? "yellow" : row.IsMoment ? "blue" : "green";
        return $"{new string(' ', from)}[{colour}]{line}[/]";

        int Place(DateTimeOffset moment) => (int)((moment - first).Ticks / whole * (BarWidth - 1));
    }

    private static string? Value(PayloadDocument? payload)
    {
        if (payload is null)
        {
            return null;
        }

        string text = payload.Value?.GetRawText() ?? $"{payload.Bytes} bytes";
        return text.Length > LongestValue ? $"{text[..LongestValue]} … ({payload.Bytes} bytes)" : text;
    }

    private static void Fact(IAnsiConsole console, string name, string? value)
    {
        if (value is not null)
        {
            console.MarkupLineInterpolated($"{name.PadRight(10)} {value}");
        }
    }
}
