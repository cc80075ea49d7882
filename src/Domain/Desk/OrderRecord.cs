using System.Globalization;
using System.Text.Json.Serialization;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>An order as readers see it, and as its state machine goes on from.</summary>
/// <param name="Id">Begins with the decision's time, so that ids sort by it.</param>
/// <param name="CycleId">Which cycle it is of.</param>
/// <param name="Order">What was ordered.</param>
/// <param name="Report">Where it stands.</param>
public sealed record OrderRecord(string Id, string CycleId, ProposedOrder Order, OrderReport Report)
{
    /// <summary>Kind of the record of every order that was sent.</summary>
    public const string Kind = "order";

    private const int MostWarnings = 50;

    /// <summary>Desk time of its intent, UTC; null when it was never to be sent.</summary>
    public DateTimeOffset? IntendedAt { get; init; }

    /// <summary>Where it stood before a cancel or a change was sent, else null.</summary>
    public OrderStatus? Before { get; init; }

    /// <summary>How it ended first, or null while it works.</summary>
    public OrderEnd? End { get; init; }

    /// <summary>How many of the report's first fills are in the ledger and the journal.</summary>
    public int Booked { get; init; }

    /// <summary>What was odd about its reports, each once, at most 50.</summary>
    public IReadOnlyList<OrderWarning> Warnings { get; init; } = [];

    /// <summary>How many of the warnings people were told.</summary>
    public int Told { get; init; }

    /// <summary>What is odd and was not told yet.</summary>
    [JsonIgnore]
    public IEnumerable<OrderWarning> Untold => Warnings.Skip(Told);

    /// <summary>Applies what a broker reports; a second time it changes nothing.</summary>
    public OrderRecord Apply(OrderReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Execution.Order before = new(
            Order, Report.Status, Before, Report.Fills, Report.Reason, Report.DeskTime);
        OrderChange change = before.Apply(report);
        Execution.Order after = change.Order;
        OrderReport now = new(
            report.ClientOrderId, after.Status, after.Fills, after.Reason, after.ChangedAt)
        {
            ClosedByDesk = OrderMoves.HasEnded(after.Status)
                && (report.Status == after.Status ? report.ClosedByDesk : Report.ClosedByDesk),
        };
        return this with
        {
            Report = now,
            Before = after.Before,
            End = End ?? EndOf(now),
            Warnings = [.. Warnings.Concat(NewWarnings(change, report.DeskTime)).Take(MostWarnings)],
        };
    }

    /// <summary>How a report ends an order, or null when it does not.</summary>
    internal static OrderEnd? EndOf(OrderReport report) => OrderMoves.HasEnded(report.Status)
        ? new(report.Status, report.Reason, report.Fills.Sum(fill => fill.Added), report.DeskTime)
        : null;

    private IEnumerable<OrderWarning> NewWarnings(OrderChange change, DateTimeOffset at) => change.Alarms
        .Where(alarm => !Warnings.Any(known => known.Kind == alarm.Kind && known.Reason == alarm.Reason))
        .Select(alarm => new OrderWarning(alarm.Kind, alarm.Reason, at));

    /// <summary>Names the record of an order.</summary>
    /// <returns>Such as <c>20171229T210500Z-abc…</c>.</returns>
    public static string IdOf(ProposedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return $"{Second(order.DecidedAt)}-{order.ClientOrderId}";
    }

    /// <summary>The first id, or one before it, of orders that are decided in a later second.</summary>
    internal static string FirstIdAfter(DateTimeOffset moment) => Second(moment.AddSeconds(1));

    private static string Second(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
