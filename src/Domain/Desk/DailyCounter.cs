using System.Text.Json;
using TradingBase.Execution;
using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Counts what a market's orders did in a stretch of time, by ranges of ids.</summary>
/// <param name="records">Has orders, tallies and alerts.</param>
/// <param name="options">Say how long an order may live.</param>
/// <remarks>
/// Denials are those of cycles and intents. Slices and a kill's exits are judged beside them; they count
/// where they come to the wire.
/// </remarks>
public sealed class DailyCounter(IRecordStore records, DeskOptions options)
{
    /// <summary>Counts.</summary>
    /// <param name="market">Which market.</param>
    /// <param name="after">Exclusive, UTC.</param>
    /// <param name="until">Inclusive, UTC.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>The counts, and what the market's analysts cost in US dollars.</returns>
    public async Task<(DailyOrders Orders, decimal InferenceUsd)> CountAsync(
        string market, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // An order of yesterday may be filled today.
        DateTimeOffset earliest = after - options.OrderPatience - options.ApprovalPatience
            - options.LateFillPatience;
        OrderRecord[] orders =
        [
            .. (await records.ReadBetweenAsync<OrderRecord>(
                OrderRecord.Kind, earliest, until, order => order.Id, order => order.Order.DecidedAt,
                cancellationToken)).Where(order => order.Order.Instrument.Id.Market == market),
        ];
        OrderRecord[] decided = [.. orders.Where(order => order.Order.DecidedAt > after)];
        MarketTally[] tallies =
        [
            .. (await records.ReadBetweenAsync<CycleTally>(
                CycleTally.Kind, after, until, CycleTally.IdOf, tally => tally.DeskTime, cancellationToken))
                .SelectMany(tally => tally.Markets)
                .Where(tally => tally.Market == market),
        ];

        // A parent may report the fills of its slices too: each counts at the order that it is of.
        int fills = orders.Sum(order => order.Report.Fills.Count(fill =>
            fill.ClientOrderId == order.Order.ClientOrderId && fill.AtUtc > after && fill.AtUtc <= until));
        return (
            new(
                tallies.Sum(tally => tally.Approved), tallies.Sum(tally => tally.Denied),
                Sorted(tallies.SelectMany(tally => tally.DeniedByRule)
                    .GroupBy(pair => pair.Key)
                    .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value))),
                decided.Length,
                Sorted(decided.GroupBy(order => Word(order.Report.Status))
                    .ToDictionary(group => group.Key, group => group.Count())),
                fills),
            tallies.Sum(tally => tally.InferenceUsd));
    }

    /// <summary>Lists the desk's alerts.</summary>
    /// <returns>Oldest first.</returns>
    public Task<IReadOnlyList<Alert>> ListAlertsAsync(
        DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken) =>
        records.ReadBetweenAsync<Alert>(
            Alert.RecordKind, after, until, AlertBook.RecordIdOf, alert => alert.AtUtc, cancellationToken);

    private static SortedDictionary<string, int> Sorted(Dictionary<string, int> counts) =>
        new(counts, StringComparer.Ordinal);

    private static string Word(OrderStatus status) =>
        JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
