using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>
/// What a finished cycle adds to the day's counts; found by its time, whatever the cycle's id.
/// </summary>
/// <param name="CycleId">Which cycle.</param>
/// <param name="DeskTime">Desk time of its last event, UTC.</param>
/// <param name="Markets">What it did in each market, ordered by name.</param>
public sealed record CycleTally(
    string CycleId, DateTimeOffset DeskTime, IReadOnlyList<MarketTally> Markets)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "cycle-tally";

    /// <summary>Counts what is in a document.</summary>
    public static CycleTally Of(CycleDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(
            document.CycleId, document.DeskTime,
            [
                .. document.Orders.Select(order => order.Market)
                    .Concat(document.Insights.Select(insight => insight.Market))
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(market => Of(document, market)),
            ]);
    }

    /// <summary>Keeps the tally of a document; a second time changes nothing.</summary>
    public static Task KeepAsync(
        IRecordStore records, CycleDocument document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        CycleTally tally = Of(document);
        return records.KeepFirstAsync(Kind, IdOf(tally), tally, cancellationToken);
    }

    /// <summary>Names the record: ids sort by the cycles' end.</summary>
    public static string IdOf(CycleTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return $"{TimedIds.Second(tally.DeskTime)}-{tally.CycleId}";
    }

    private static MarketTally Of(CycleDocument document, string market)
    {
        CycleOrder[] orders = [.. document.Orders.Where(order => order.Market == market)];
        CycleOrder[] denied = [.. orders.Where(order => order.Verdict == CycleOrder.Denied)];
        return new(
            market, orders.Length - denied.Length, denied.Length,
            new SortedDictionary<string, int>(
                denied.SelectMany(order => order.Rules.Where(rule => !rule.Passed))
                    .GroupBy(rule => rule.Rule)
                    .ToDictionary(group => group.Key, group => group.Count()),
                StringComparer.Ordinal),
            document.Insights.Where(insight => insight.Market == market)
                .SelectMany(insight => insight.Analysts)
                .Sum(view => view.Usd));
    }
}
