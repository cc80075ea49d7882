using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>What every broker with a real venue behind it does alike.</summary>
/// <remarks>
/// Thread-safe. An order is asked for by its id before it is sent, is sent at most once by all processes of
/// the desk together, and whatever is not answered definitively is Unknown: a query resolves it, never a
/// send.
/// </remarks>
public abstract class LiveBroker : IBroker
{
    private protected LiveBroker(string name, VenueLine line) => (Name, Line) = (name, line);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public abstract BrokerTraits Traits { get; }

    private protected VenueLine Line { get; }

    /// <summary>
    /// What a send costs; taken before the order is claimed, so that waiting loses no order.
    /// </summary>
    private protected abstract IReadOnlyList<(string Bucket, decimal Weight)> SendCosts { get; }

    /// <inheritdoc/>
    public async Task<OrderReport> SubmitAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken, LastLook? look = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder asked = order.Order;
        if (now.Replayed)
        {
            return Close(asked, now.DeskTime,
                $"The venue {Name} is real: it takes no order in replayed time.");
        }

        using IDisposable turn = await Line.Sends.EnterAsync(Name, asked.ClientOrderId, cancellationToken);
        if (await FindAsync(asked, PriorityOf(order), cancellationToken) is { } known)
        {
            return known;
        }

        if (await ObjectAsync(asked, cancellationToken) is { } objection)
        {
            return Close(asked, now.DeskTime, objection);
        }

        await PrepareAsync(asked, cancellationToken);
        await Line.TakeAsync(SendCosts, PriorityOf(order), cancellationToken);

        // All waits are over: what was true before them may not be any more.
        if (look is not null && await look(cancellationToken) is { } denial)
        {
            return await GiveUpAsync(asked, now, denial, cancellationToken);
        }

        if (!await Line.Sends.TryClaimAsync(
            Name, asked.ClientOrderId, Line.Clock.GetUtcNow(), cancellationToken))
        {
            return Report(asked, OrderStatus.Unknown, now.DeskTime,
                "The order was sent before, or given up, and the venue does not show it: it is not sent.");
        }

        return await SendOnceAsync(asked, now, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryForbidSendAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Line.Sends.TryForbidAsync(
            Name, order.Order.ClientOrderId, now.DeskTime, Traits.ArrivalWindow, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return FindAsync(order.Order, PriorityOf(order), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Whatever the cancel was answered, the order itself is asked for: it may have been filled.
    /// </remarks>
    public async Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder asked = order.Order;
        string? trouble = await TakeBackAsync(asked, cancellationToken);
        if (await FindAsync(asked, QuotaPriority.Exit, cancellationToken) is { } known)
        {
            return trouble is null ? known : known with { Reason = known.Reason ?? trouble };
        }

        // Only what nobody claimed was never there: one that the venue had may have been taken off its lists.
        return await Line.Sends.TryForbidAsync(
            Name, asked.ClientOrderId, now.DeskTime, TimeSpan.MaxValue, cancellationToken)
            ? Close(asked, now.DeskTime, "The venue never had this order.")
            : Report(asked, OrderStatus.Unknown, now.DeskTime,
                "The order was sent and the venue does not show it: there is nothing to take back yet.");
    }

    /// <inheritdoc/>
    public abstract Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<VenueRules?> ReadRulesAsync(
        Instrument instrument, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Asks the venue for an order with all its fills.</summary>
    /// <param name="order">Which order.</param>
    /// <param name="priority">Whether the quota's reserve is open to it.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>What is known, or null when the venue says that it has no such order.</returns>
    /// <exception cref="TradingBaseException">The venue did not answer.</exception>
    private protected abstract Task<OrderReport?> FindAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken);

    /// <summary>Checks an order against the venue's own rules before it is sent.</summary>
    /// <returns>A sentence with the numbers, or null where there is nothing against it.</returns>
    private protected abstract Task<string?> ObjectAsync(
        ProposedOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down what must be known of an order before it is sent; done before it is claimed, so that a
    /// failure loses no order.
    /// </summary>
    private protected virtual Task PrepareAsync(ProposedOrder order, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Sends an order; again only where the venue proved that it refused the first one.</summary>
    private protected abstract Task<VenueAnswer> SendAsync(
        ProposedOrder order, CancellationToken cancellationToken);

    /// <summary>Reads the report from the answer to a send that was taken.</summary>
    private protected abstract Task<OrderReport> ReadSentAsync(
        ProposedOrder order, VenueFields answer, CancellationToken cancellationToken);

    /// <summary>Whether a refusal says that the venue has this id already.</summary>
    private protected abstract bool IsDuplicate(VenueAnswer refusal);

    /// <summary>Takes an order back; may be repeated.</summary>
    /// <returns>What the venue said against it, or null when it was taken back or was not there.</returns>
    private protected abstract Task<string?> TakeBackAsync(
        ProposedOrder order, CancellationToken cancellationToken);

    /// <summary>A report without fills.</summary>
    private protected static OrderReport Report(
        ProposedOrder order, OrderStatus status, DateTimeOffset at, string? reason) =>
        new(order.ClientOrderId, status, [], reason, at);

    // What the venue was not asked, it did not refuse.
    private static OrderReport Close(ProposedOrder order, DateTimeOffset at, string reason) =>
        Report(order, OrderStatus.Rejected, at, reason) with { ClosedByDesk = true };

    /// <summary>Keeps an order open whose fills the venue does not show yet: they would be lost.</summary>
    /// <param name="report">What the venue says.</param>
    /// <param name="executed">Units filled, as the order says.</param>
    private protected static OrderReport Complete(OrderReport report, decimal executed)
    {
        // A venue may tell one trade twice in one answer.
        report = report with { Fills = [.. report.Fills.Distinct().OrderBy(fill => fill.AtUtc)] };
        decimal shown = report.Fills.Sum(fill => fill.Quantity);
        DateTimeOffset newest = report.Fills.Count == 0 || report.Fills[^1].AtUtc < report.DeskTime
            ? report.DeskTime
            : report.Fills[^1].AtUtc;
        return shown >= executed || !OrderMoves.HasEnded(report.Status)
            ? report with { DeskTime = newest }
            : report with
            {
                Status = OrderStatus.PartiallyFilled,
                Reason = $"{shown:0.########} of {executed:0.########} filled units are shown so far.",
                DeskTime = newest,
            };
    }

    private async Task<OrderReport> GiveUpAsync(
        ProposedOrder order, DeskClock now, Denial denial, CancellationToken cancellationToken) =>
        await Line.Sends.TryForbidAsync(
            Name, order.ClientOrderId, now.DeskTime, TimeSpan.MaxValue, cancellationToken)
            ? Close(order, Line.Clock.GetUtcNow(), $"Nothing was sent: {denial.Reason}")
            : Report(order, OrderStatus.Unknown, Line.Clock.GetUtcNow(), denial.Reason);

    private async Task<OrderReport> SendOnceAsync(
        ProposedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        try
        {
            VenueAnswer answer = await SendAsync(order, cancellationToken);
            if (answer.Kind is VenueAnswerKind.Done)
            {
                return await ReadSentAsync(
                    order, answer.Need(Name, $"order {order.ClientOrderId}"), cancellationToken);
            }

            if (answer.Kind is VenueAnswerKind.Refused && IsDuplicate(answer))
            {
                return await FindAsync(order, QuotaPriority.Exit, cancellationToken)
                    ?? Report(order, OrderStatus.Unknown, now.DeskTime, answer.Message);
            }

            // Too many requests and a ban are refusals as well: nothing was done, and it is said by the
            // venue.
            return Report(
                order, answer.Kind is VenueAnswerKind.Unknown ? OrderStatus.Unknown : OrderStatus.Rejected,
                now.DeskTime, answer.Code is { } code ? $"{code}: {answer.Message}" : answer.Message);
        }
        catch (TradingBaseException lost)
        {
            return Report(order, OrderStatus.Unknown, now.DeskTime, lost.Message);
        }
    }

    private static QuotaPriority PriorityOf(ApprovedOrder order) =>
        order.Shrinks || order.Order.ReduceOnly ? QuotaPriority.Exit : QuotaPriority.Normal;
}
