using System.Globalization;
using Microsoft.DurableTask.Client;
using Spectre.Console;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>Shows an instance to people: what it is, and a time line of what happened to it.</summary>
internal static class InstancePrinter
{
    private const int MostRows = 200;
    private const int LongestBar = 30;
    private const int ShortestBar = 12;
    private const int UsualDetail = 9;
    private const int LongestValue = 120;
    private const int ShortestValue = 40;
    private const int AroundValue = 30;

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
        int longest = Math.Clamp(console.Profile.Width - AroundValue, ShortestValue, LongestValue);
        Fact(console, "input", Value(instance.Input, longest));
        Fact(console, "output", Value(instance.Output, longest));
        Fact(console, "status", Value(instance.CustomStatus, longest));
        Fact(console, "failure", instance.Failure is { } failure ? TimeLine.Describe(failure) : null);
        foreach (HistoryEntry waiting in instance.Waiting)
        {
            Fact(console, "waiting", $"{waiting.Kind} {waiting.Name}".TrimEnd());
        }

        console.Write(Lines(TimeLine.Of(instance, story.History.Events), console.Profile.Width));
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{story.History.Total:N0} events, {instance.HistoryBytes:N0} bytes of history"));
    }

    /// <summary>How wide a framed table is.</summary>
    /// <param name="widths">Of its columns, in characters.</param>
    internal static int Framed(IReadOnlyCollection<int> widths) => widths.Sum() + (3 * widths.Count) + 1;

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

    // Only what is said at the end of a line may take several; the bars take what room is left.
    private static Table Lines(IReadOnlyList<TimeLineRow> rows, int room)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("at").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("what").NoWrap());
        table.AddColumn(new TableColumn("name").NoWrap());
        table.AddColumn(new TableColumn("took").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("time line").NoWrap());
        table.AddColumn("more");
        DateTimeOffset first = rows[0].From;
        int others = Framed(
        [
            rows.Max(row => At(row, first).Length),
            rows.Max(row => row.What.Length),
            rows.Max(row => row.Name.Length),
            rows.Max(row => Took(row).Length),
            0,
            UsualDetail,
        ]);
        int width = Math.Clamp(room - others, ShortestBar, LongestBar);
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
                At(row, first),
                row.Failed ? $"[red]{row.What}[/]" : row.What,
                Markup.Escape(row.Name),
                Took(row),
                Bar(row, first, last, width),
                Markup.Escape(row.Detail));
        }

        return table;
    }

    // The first line has the time of day, to the second: the moment itself stands above the table.
    private static string At(TimeLineRow row, DateTimeOffset first) => row is { What: "created" }
        ? first.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        : $"+{Span(row.From - first)}";

    private static string Took(TimeLineRow row) =>
        row.IsMoment ? "" : row.To is { } to ? Span(to - row.From) : "open";

    private static string Bar(TimeLineRow row, DateTimeOffset first, DateTimeOffset last, int width)
    {
        double whole = Math.Max((last - first).Ticks, 1);
        int from = Place(row.From);
        int to = row.To is { } end ? Place(end) : width - 1;
        string line = row.IsMoment ? "◆"
            : new string('━', to - from + 1) is var bar && row.To is null ? bar[..^1] + "▶" : bar;
        string colour = row.Failed ? "red" : row.To is null ? "yellow" : row.IsMoment ? "blue" : "green";
        return $"{new string(' ', from)}[{colour}]{line}[/]";

        int Place(DateTimeOffset moment) => (int)((moment - first).Ticks / whole * (width - 1));
    }

    private static string? Value(PayloadDocument? payload, int longest)
    {
        if (payload is null)
        {
            return null;
        }

        string text = payload.Value?.GetRawText() ?? $"{payload.Bytes} bytes";
        return text.Length > longest ? $"{text[..longest]} … ({payload.Bytes} bytes)" : text;
    }

    private static void Fact(IAnsiConsole console, string name, string? value)
    {
        if (value is not null)
        {
            console.MarkupLineInterpolated($"{name.PadRight(10)} {value}");
        }
    }
}
