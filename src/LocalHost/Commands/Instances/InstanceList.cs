using Spectre.Console;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>Shows a page of instances to people: as a table, or where that is too wide for the window as two
/// lines for each, so that an id stays whole and can be copied.</summary>
internal static class InstanceList
{
    private static readonly string[] Columns = ["id", "orchestration", "status", "created", "took", "parent"];

    /// <summary>Writes the page, and how to see the next.</summary>
    internal static void Show(IAnsiConsole console, InstancePage page)
    {
        if (page.Instances.Count == 0)
        {
            console.WriteLine("No instances.");
        }
        else if (Width(page) <= console.Profile.Width)
        {
            console.Write(AsTable(page));
        }
        else
        {
            foreach (InstanceSummary one in page.Instances)
            {
                ShowBriefly(console, one);
            }
        }

        if (page.Next is { } next)
        {
            console.MarkupLineInterpolated(
                $"There are more: the same command with --token {next} shows them.");
        }
    }

    private static int Width(InstancePage page)
    {
        int[] widths = [.. Columns.Select(column => column.Length)];
        foreach (InstanceSummary one in page.Instances)
        {
            string[] cells = Cells(one);
            for (int i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], cells[i].Length);
            }
        }

        return InstancePrinter.Framed(widths);
    }

    private static Table AsTable(InstancePage page)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns(Columns);
        foreach (InstanceSummary one in page.Instances)
        {
            string[] cells = [.. Cells(one).Select(Markup.Escape)];
            cells[2] = InstancePrinter.Status(one.Status);
            table.AddRow(cells);
        }

        return table;
    }

    private static void ShowBriefly(IAnsiConsole console, InstanceSummary one)
    {
        string[] cells = Cells(one);
        string took = one.CompletedAt is null ? "" : $", {cells[4]}";
        string parent = one.Parent is { } known ? $" of {known}" : "";
        console.MarkupLine($"[bold]{Markup.Escape(one.Id)}[/]  {InstancePrinter.Status(one.Status)}{took}");
        console.WriteLine($"  {cells[1]}{parent}, {cells[3]}");
    }

    private static string[] Cells(InstanceSummary one) =>
    [
        one.Id,
        one.Name,
        one.Status.ToString().ToLowerInvariant(),
        InstancePrinter.Clock(one.CreatedAt),
        one.CompletedAt is { } end ? InstancePrinter.Span(end - one.CreatedAt) : "-",
        one.Parent ?? "-",
    ];
}
