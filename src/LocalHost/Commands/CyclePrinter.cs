using System.Globalization;
using Spectre.Console;
using TradingBase.Desk;

namespace TradingBase.LocalHost.Commands;

/// <summary>Shows a cycle to people: what was known, argued, judged, done and paid.</summary>
internal static class CyclePrinter
{
    private const int MostRows = 24;

    /// <summary>Writes the whole cycle.</summary>
    internal static void Show(IAnsiConsole console, CycleDocument cycle)
    {
        string label = cycle.Simulated ? " [yellow](simulated prices)[/]" : string.Empty;
        console.MarkupLine($"[bold]{cycle.CycleId}[/]{label}");
        console.MarkupLine(
            $"decided as of {UtcJsonConverter.Write(cycle.AsOf)}, "
            + $"last event {UtcJsonConverter.Write(cycle.DeskTime)}");
        console.Write(Markets(cycle));
        console.Write(Insights(cycle));
        console.Write(Orders(cycle));
        Denials(console, cycle);
        console.Write(Positions(cycle));
        Totals(console, cycle);
    }

    private static Table Markets(CycleDocument cycle)
    {
        Table table = Titled("Markets", "market", "instruments", "context", "last fact known at", "snapshot");
        foreach (CycleMarket market in cycle.Markets)
        {
            table.AddRow(
                market.Market, Short(market.Instruments), Short(market.Context),
                market.LastKnownAt is { } known ? UtcJsonConverter.Write(known) : "-",
                market.Failure is { } failure ? Markup.Escape(failure) : market.SnapshotId?[..12] ?? "-");
        }

        return table;
    }

    private static Table Insights(CycleDocument cycle)
    {
        Table table = Titled(
            "Insights", "instrument", "stance", "confidence", "disagreement", "bull / bear", "target",
            "resting on");
        foreach (CycleInsight insight in cycle.Insights
            .OrderByDescending(one => Math.Abs(one.Stance))
            .Take(MostRows))
        {
            table.AddRow(
                insight.Instrument, Signed(insight.Stance), Number(insight.Confidence),
                Number(insight.Disagreement),
                $"{Number(insight.Bull)} / {Number(insight.Bear)}",
                insight.TargetWeight is { } weight ? Percent(weight) : "-", Markup.Escape(Evidence(insight)));
        }

        return Cut(table, cycle.Insights.Count);
    }

    private static Table Orders(CycleDocument cycle)
    {
        Table table = Titled(
            "Orders", "instrument", "order", "verdict", "rules", "tightest reading", "state", "filled at");
        foreach (CycleOrder order in cycle.Orders.Take(MostRows))
        {
            bool approved = order.Verdict == CycleOrder.Approved;
            table.AddRow(
                order.Instrument, $"{order.Side} {Money(order.Quantity)}",
                approved ? "[green]approved[/]" : "[red]denied[/]",
                $"{order.Rules.Count(rule => rule.Passed)} of {order.Rules.Count}",
                Markup.Escape(Tightest(order)), order.State,
                string.Join(
                    ", ", order.Fills.Select(fill => $"{Money(fill.Price)} (fee {Money(fill.Fee)})")));
        }

        return Cut(table, cycle.Orders.Count);
    }

    private static void Denials(IAnsiConsole console, CycleDocument cycle)
    {
        foreach (CycleOrder order in cycle.Orders
            .Where(one => one.Verdict == CycleOrder.Denied)
            .Take(MostRows))
        {
            foreach (CycleReading reading in order.Rules.Where(rule => !rule.Passed))
            {
                console.MarkupLine(
                    $"  [red]denied[/] {order.Instrument}: {reading.Rule}: {Markup.Escape(reading.Reason)}");
            }
        }
    }

    private static Table Positions(CycleDocument cycle)
    {
        Table table = Titled("Portfolio", "instrument", "quantity", "average price", "mark", "value");
        foreach (CyclePosition position in cycle.Portfolio.Positions.Take(MostRows))
        {
            table.AddRow(
                position.Instrument, Money(position.Quantity), Money(position.AveragePrice),
                Money(position.Mark),
                position.Value.ToString("N2", CultureInfo.InvariantCulture)
                + $" {cycle.Portfolio.BaseCurrency}");
        }

        return Cut(table, cycle.Portfolio.Positions.Count);
    }

    private static void Totals(IAnsiConsole console, CycleDocument cycle)
    {
        string cash = string.Join(", ", cycle.Portfolio.Cash.Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N2} {pair.Key}")));
        console.MarkupLine($"cash     {cash}");
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[bold]equity   {cycle.Portfolio.Equity:N2} {cycle.Portfolio.BaseCurrency}[/]"));
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"compute  {cycle.Compute.Calls} answers, "
            + $"{cycle.Compute.InputTokens + cycle.Compute.OutputTokens} tokens, "
            + $"{cycle.Compute.Usd:0.00####} USD ({string.Join(", ", cycle.Compute.ByEndpoint.Keys)})"));
        if (cycle.Journal is { } journal)
        {
            console.MarkupLine($"journal  {journal.Entries} lines, head {journal.Head}");
        }

        if (cycle is { ElapsedMs: { } elapsed, PeakMemoryMb: { } memory })
        {
            console.MarkupLine(string.Create(
                CultureInfo.InvariantCulture, $"took     {elapsed / 1000:0.0} s, {memory:0} MB at most"));
        }
    }

    // The two views that weigh most, each with the number that it rests on first.
    private static string Evidence(CycleInsight insight) => string.Join("; ", insight.Analysts
        .Where(view => !view.Abstained && view.Evidence.Count > 0)
        .OrderByDescending(view => Math.Abs(view.Stance) * view.Confidence)
        .Take(2)
        .Select(view => (View: view, First: view.Evidence.FirstOrDefault(
            one => one.Feature is not ("close" or "marketSeries"), view.Evidence[0])))
        .Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.View.Analyst} {one.View.Stance:+0.00;-0.00;0.00} "
                + $"({one.First.Feature} {one.First.Value:0.###})")));

    // Of bounds that are used up by degrees; a lot size is kept or it is not.
    private static string Tightest(CycleOrder order)
    {
        CycleReading? tightest = order.Rules.FirstOrDefault(rule => !rule.Passed) ?? order.Rules
            .Where(rule => rule.Limit > 0 && (rule.Rule.StartsWith("Max", StringComparison.Ordinal)
                || rule.Rule is "BuyingPower" or "PriceCollar"))
            .OrderByDescending(rule => rule.Measured / rule.Limit)
            .FirstOrDefault();
        return tightest is null
            ? "-"
            : $"{tightest.Rule} {Rounded(tightest.Measured)} of {Rounded(tightest.Limit)} {tightest.Unit}";
    }

    private static string Rounded(decimal value) =>
        value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.####", CultureInfo.InvariantCulture);

    private static Table Titled(string title, params string[] columns)
    {
        Table table = new Table().Title($"[bold]{title}[/]").Border(TableBorder.Rounded);
        foreach (string column in columns)
        {
            table.AddColumn(column);
        }

        return table;
    }

    private static Table Cut(Table table, int rows) =>
        rows > MostRows ? table.Caption($"{rows - MostRows} more; --json shows all") : table;

    private static string Short(IReadOnlyList<string> names) => names.Count <= 8
        ? string.Join(" ", names)
        : $"{string.Join(" ", names.Take(8))} and {names.Count - 8} more";

    private static string Signed(double value) =>
        $"[{(value > 0 ? "green" : value < 0 ? "red" : "grey")}]"
        + $"{value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)}[/]";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(double value) =>
        value.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);

    private static string Money(decimal value) =>
        value.ToString("#,0.########", CultureInfo.InvariantCulture);
}
