using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>One order on its way: a state machine that applies what brokers report.</summary>
/// <param name="Proposed">What was ordered.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Before">Where it stood before a cancel or a change was sent, else null.</param>
/// <param name="Fills">What was filled, in the order it was learnt; no trade id twice.</param>
/// <param name="Reason">Why it was refused or ended, or null.</param>
/// <param name="ChangedAt">Desk time of the newest event, UTC.</param>
/// <param name="External">Whether the order was found at the venue and not made by this desk.</param>
/// <remarks>Immutable. Applying a report twice is applying it once.</remarks>
public sealed record Order(
    ProposedOrder Proposed, OrderStatus Status, OrderStatus? Before, IReadOnlyList<Fill> Fills,
    string? Reason, DateTimeOffset ChangedAt, bool External = false)
{
    /// <summary>Units filled.</summary>
    public decimal Filled => Fills.Sum(fill => fill.Added);

    /// <summary>Units not filled.</summary>
    public decimal Leaves => Proposed.Quantity - Filled;

    /// <summary>Average price of the fills, quote currency, or null without fills.</summary>
    public decimal? AveragePrice =>
        Fills.Count == 0
            ? null
            : Fills.Sum(fill => (fill.Price * fill.Quantity) - (fill.Replaces?.Value ?? 0)) / Filled;

    /// <summary>Makes an order that was not sent yet.</summary>
    /// <param name="proposed">What is ordered.</param>
    /// <param name="at">Desk time, UTC.</param>
    public static Order Create(ProposedOrder proposed, DateTimeOffset at) =>
        new(proposed, OrderStatus.Created, null, [], null, at);

    /// <summary>Moves the order by the desk's own doing: sent, cancel sent, answer lost.</summary>
    /// <returns>The order in its new state.</returns>
    /// <exception cref="InvalidOperationException">
    /// That state cannot follow: a fault of the caller.
    /// </exception>
    public Order MoveTo(OrderStatus status, DateTimeOffset at, string? reason = null) =>
        OrderMoves.Allows(Status, status, Before, External)
            ? this with
            {
                Status = status, Before = BeforeOf(status), Reason = reason ?? Reason, ChangedAt = at,
            }
            : throw new InvalidOperationException(
                $"Order {Proposed.ClientOrderId} is {Status}; {status} cannot follow.");

    /// <summary>Applies what a broker reports: new fills first, then the state.</summary>
    /// <param name="report">Of this order; may be old, repeated or wrong.</param>
    /// <returns>The order after it, its new fills, and what is odd.</returns>
    /// <exception cref="ArgumentException">The report is of another order: a fault of the caller.</exception>
    public OrderChange Apply(OrderReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.ClientOrderId != Proposed.ClientOrderId)
        {
            throw new ArgumentException(
                $"The report is of {report.ClientOrderId}, not of {Proposed.ClientOrderId}.", nameof(report));
        }

        List<OrderAlarm> alarms = [];
        List<Fill> added = [];
        foreach (Fill fill in report.Fills)
        {
            if (Count(fill, added, alarms) is { } counted)
            {
                added.Add(counted);
            }
        }

        Order filled = added.Count == 0 ? this : this with { Fills = [.. Fills, .. added] };
        Order moved = filled.Follow(report, alarms);
        return new(
            moved with { ChangedAt = report.DeskTime > ChangedAt ? report.DeskTime : ChangedAt },
            added, alarms);
    }

    private Fill? Count(Fill fill, List<Fill> added, List<OrderAlarm> alarms)
    {
        Fill? known = Fills.Concat(added).FirstOrDefault(other => other.TradeId == fill.TradeId);
        if (known is not null)
        {
            // Of what the desk made up, and of what stood in its place, the first word stands.
            if (known.UpTo is null && known with { Replaces = null } != fill with { Replaces = null })
            {
                alarms.Add(Alarm(OrderAlarmKind.ChangedFill,
                    $"Trade {fill.TradeId} was {known.Quantity:0.########} at {known.Price:0.########}, "
                    + $"now {fill.Quantity:0.########} at {fill.Price:0.########}."));
            }

            return null;
        }

        if (fill.ClientOrderId != Proposed.ClientOrderId || fill.Instrument != Proposed.Instrument.Id
            || fill.Side != Proposed.Side)
        {
            alarms.Add(Alarm(OrderAlarmKind.ForeignFill,
                $"Trade {fill.TradeId} is a {fill.Side} of {fill.Instrument} for order "
                    + $"{fill.ClientOrderId}."));
            return null;
        }

        if (SyntheticFills.Net([.. Fills, .. added], fill with { Replaces = null }) is not { } counted)
        {
            return null;
        }

        decimal after = Filled + added.Sum(other => other.Added) + counted.Added;
        if (after > Proposed.Quantity)
        {
            alarms.Add(Alarm(OrderAlarmKind.Overfill,
                $"Trade {fill.TradeId} would fill {after:0.########} of {Proposed.Quantity:0.########}."));
            return null;
        }

        if (OrderMoves.HasEnded(Status) && counted.Added > 0)
        {
            alarms.Add(Alarm(OrderAlarmKind.LateFill,
                $"Trade {fill.TradeId} of {counted.Added:0.########} came after the order was {Status}."));
        }

        return counted;
    }

    // "this" already has the report's fills.
    private Order Follow(OrderReport report, List<OrderAlarm> alarms)
    {
        OrderStatus to = report.Status;
        if (Leaves == 0 && to is not OrderStatus.Filled)
        {
            // Everything is there, whatever the report calls it: a cancel that came too late, an old answer.
            to = OrderStatus.Filled;
        }
        else if (Leaves > 0 && to is OrderStatus.Filled)
        {
            alarms.Add(Alarm(OrderAlarmKind.MissingFill,
                $"The order is called filled with {Filled:0.########} of {Proposed.Quantity:0.########}."));
            to = Fills.Count > 0 ? OrderStatus.PartiallyFilled : Status;
        }

        // That nobody answered is no news of an order that was answered for before.
        if (to == Status || (to is OrderStatus.Unknown && Status is not OrderStatus.Submitted)
            || (to is OrderStatus.Filled && OrderMoves.HasEnded(Status)
            && Status is not OrderStatus.Canceled))
        {
            return this;
        }

        if (!OrderMoves.Reaches(Status, to, Before, External))
        {
            // An answer that was overtaken by a newer one is no news.
            if (report.DeskTime >= ChangedAt)
            {
                alarms.Add(Alarm(OrderAlarmKind.IllegalMove, $"The order is {Status}; {to} cannot follow."));
            }

            return this;
        }

        return this with { Status = to, Before = BeforeOf(to), Reason = report.Reason ?? Reason };
    }

    private OrderStatus? BeforeOf(OrderStatus to) =>
        to is OrderStatus.PendingCancel or OrderStatus.PendingReplace
        ? Before ?? Status
        : null;

    private OrderAlarm Alarm(OrderAlarmKind kind, string reason) => new(kind, Proposed.ClientOrderId, reason);
}
