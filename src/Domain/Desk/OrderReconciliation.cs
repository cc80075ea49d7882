using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Brings the books' orders and fills to where the venue's are.</summary>
/// <param name="ledger">Gets the fills that it lacks.</param>
/// <param name="register">What is open by the books.</param>
/// <param name="orders">Settles our own orders.</param>
/// <param name="watch">Tells what is odd about them.</param>
/// <param name="intents">Knows which orders ever were ours.</param>
/// <param name="externals">Records the orders of others.</param>
/// <param name="vanished">Ends what the venue knows no more.</param>
/// <param name="notes">Writes down what was found.</param>
/// <remarks>
/// Everything may run twice. What may be on its way is left to the next run: an order that is missing among
/// the open ones is asked for only when the last run missed it too.
/// </remarks>
public sealed class OrderReconciliation(
    ILedger ledger, ExposureRegister register, OrderBook orders, OrderWatch watch, IntendedOrders intents,
    ExternalOrders externals, VanishedOrders vanished, ReconciliationNotes notes)
{
    /// <summary>Follows the venue.</summary>
    /// <param name="broker">The venue.</param>
    /// <param name="state">What the last run left.</param>
    /// <param name="ours">Open orders of this venue, read before its account was.</param>
    /// <param name="theirs">The venue's account.</param>
    /// <param name="ask">Asks the venue for an order; Unknown while nothing is proved.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The state to go on with, and what was found.</returns>
    public async Task<(ReconciliationState State, IReadOnlyList<ReconciliationFinding> Findings)> RunAsync(
        IBroker broker, ReconciliationState state, IReadOnlyList<OpenOrder> ours, VenueAccount theirs,
        Func<OpenOrder, Task<OrderReport>> ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(state);
        List<ReconciliationFinding> findings = [];
        List<string> noticed = [];
        OrderComparison found = Reconciler.CompareOrders(ours, state.Externals, theirs);
        IReadOnlyList<Fill> missing = await FindMissingAsync(state, theirs, cancellationToken);
        foreach (OpenOrder order in Doubtful(broker, state, ours, found, missing, theirs.AtUtc, noticed))
        {
            OrderReport report = await ask(order);
            bool gone = report.Status is OrderStatus.Unknown && found.Absent.Contains(order)
                && WasThere(order.Status);
            if (await (gone
                ? vanished.FollowAsync(state, order, theirs.AtUtc, noticed, cancellationToken)
                : SettleAsync(order, report, cancellationToken)) is { } settled)
            {
                findings.Add(settled);
            }
        }

        foreach (Fill fill in missing)
        {
            if (!await ledger.HasFillAsync(fill, cancellationToken))
            {
                findings.Add(await PostAsync(fill, cancellationToken));
            }
        }

        foreach (OpenOrder order in found.Ahead)
        {
            VenueOrder there = theirs.OpenOrders.First(one => one.ClientOrderId == order.Id);
            if (await SynthesiseAsync(state, order, there, noticed, cancellationToken) is { } made)
            {
                findings.Add(await PostAsync(made, cancellationToken) with
                {
                    Kind = ReconciliationFindingKind.FillSynthesised,
                });
            }
        }

        state = await FollowExternalsAsync(state, theirs, found, noticed, findings, cancellationToken);
        return (state with { Noticed = noticed }, findings);
    }

    // Which of our orders have to be asked for, once each. A venue on paper loses none: what it does not have
    // yet is still to be placed, by an activity that a kill cut off and that comes again.
    private static IReadOnlyList<OpenOrder> Doubtful(
        IBroker broker, ReconciliationState state, IReadOnlyList<OpenOrder> ours, OrderComparison found,
        IReadOnlyList<Fill> missing, DateTimeOffset at, List<string> noticed)
    {
        HashSet<string> filled = [.. missing.Select(fill => fill.ClientOrderId)];
        HashSet<string> before = [.. state.Noticed];
        foreach (OpenOrder absent in found.Absent)
        {
            noticed.Add($"absent:{absent.Id}");
        }

        return
        [
            .. ours.Where(order => order is { SentAt: { } sentAt, External: false }
                && (filled.Contains(order.Id)
                    || found.Ahead.Contains(order)
                    || (!broker.Traits.OnPaper
                        && ((before.Contains($"absent:{order.Id}") && found.Absent.Contains(order))
                            || (order.Status is OrderStatus.Unknown
                                && sentAt + broker.Traits.ArrivalWindow <= at)))))
                .DistinctBy(order => order.Id),
        ];
    }

    private async Task<IReadOnlyList<Fill>> FindMissingAsync(
        ReconciliationState state, VenueAccount theirs, CancellationToken cancellationToken)
    {
        List<Fill> missing = [];
        foreach (Fill fill in theirs.Fills.DistinctBy(Adoption.NameOf, StringComparer.Ordinal))
        {
            if (state.Adoption?.Holds(fill) is not true
                && !await ledger.HasFillAsync(fill, cancellationToken))
            {
                missing.Add(fill);
            }
        }

        return missing;
    }

    // A venue that had it and has lost it says nothing of it; that nobody answered says nothing either.
    private static bool WasThere(OrderStatus status) => status
        is OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled
            or OrderStatus.PendingCancel or OrderStatus.PendingReplace;

    private async Task<ReconciliationFinding?> SettleAsync(
        OpenOrder order, OrderReport report, CancellationToken cancellationToken)
    {
        bool news = OrderMoves.HasEnded(report.Status) || report.Status != order.Status
            || report.Fills.Sum(fill => fill.Quantity) > order.Filled;
        if (!news || report.Status is OrderStatus.Unknown)
        {
            return null;
        }

        OrderRecord record = await orders.SettleAsync(order.Order, report, cancellationToken);
        await watch.TellAsync(record, cancellationToken);
        return new(
            ReconciliationFindingKind.OrderSettled, order.Id, Explained: true,
            FormattableString.Invariant(
                $"Order {order.Id} was {order.Status} with {order.Filled} by the books, and is ")
            + FormattableString.Invariant(
                $"{report.Status} with {report.Fills.Sum(fill => fill.Quantity)} at the venue."));
    }

    // A venue that counts units as filled and shows no fill, twice in a row: its number is what there is. The
    // price is the order's own; what it differs from the true one is a break of cash, until the venue shows
    // the fill or a person posts the difference.
    private async Task<Fill?> SynthesiseAsync(
        ReconciliationState state, OpenOrder order, VenueOrder there, List<string> noticed,
        CancellationToken cancellationToken)
    {
        ProposedOrder wanted = order.Order.Order;
        OrderRecord? record = await orders.FindAsync(wanted, cancellationToken);
        decimal booked = record?.Report.Fills.Sum(fill => fill.Added) ?? 0;
        if (there.Filled <= booked)
        {
            return null;
        }

        string id = FormattableString.Invariant($"synthetic:{there.VenueOrderId}:{booked}:{there.Filled}");
        if (!state.Noticed.Contains(id))
        {
            noticed.Add(id);
            return null;
        }

        return new(
            id, order.Id, wanted.Instrument.Id, wanted.Side, there.Filled - booked,
            there.LimitPrice ?? wanted.ReferencePrice, wanted.Instrument.Currency,
            wanted.Instrument.Multiplier, 0, wanted.Instrument.Currency, there.AtUtc)
        {
            Venue = state.Venue, UpTo = there.Filled,
        };
    }

    private async Task<ReconciliationFinding> PostAsync(Fill fill, CancellationToken cancellationToken)
    {
        IntendedOrder? own = await intents.FindAsync(fill.ClientOrderId, cancellationToken);
        string what = FormattableString.Invariant(
            $"{fill.Side} {fill.Quantity} {fill.Instrument} at {fill.Price} {fill.Currency}");
        // Told first: a run that finds the fill posted looks no more.
        await notes.WriteAsync(
            fill.Venue, $"fill:{fill.Instrument}:{fill.TradeId}", "fill-found", fill.AtUtc,
            new { Fill = fill, External = own is null }, cancellationToken);
        await notes.RaiseAsync(
            new(
                $"fill:{fill.Venue}:{fill.Instrument}:{fill.TradeId}", "fill-found", AlertSeverity.Warning,
                own is null
                    ? $"Somebody else dealt on the account at {fill.Venue}: {what}."
                    : $"The books lacked a fill of order {fill.ClientOrderId} at {fill.Venue}: {what}.",
                fill.AtUtc),
            cancellationToken);
        if (own is not null)
        {
            await orders.AddFillAsync(
                own.Order, fill, record => watch.TellAsync(record, cancellationToken), cancellationToken);
        }

        // A fill that its order cannot count is a fill of the account all the same; one that we made up is
        // none, once the true ones are there.
        if (fill.UpTo is null)
        {
            await ledger.PostFillAsync(
                fill with { ReduceOnly = own?.Order.ReduceOnly ?? false }, cancellationToken);
        }

        return new(
            ReconciliationFindingKind.FillPosted, fill.TradeId, Explained: true,
            own is null ? $"A fill of somebody else was posted: {what}."
                : $"A fill of order {fill.ClientOrderId} was posted: {what}.");
    }

    private async Task<ReconciliationState> FollowExternalsAsync(
        ReconciliationState state, VenueAccount theirs, OrderComparison found, List<string> noticed,
        List<ReconciliationFinding> findings, CancellationToken cancellationToken)
    {
        // What was approved and sent while the account was read is ours.
        HashSet<string> now =
        [
            .. (await register.ReadAsync(cancellationToken)).Select(order => order.Id),
        ];
        List<ExternalOrder> open = [.. state.Externals.Except(found.Ended)];
        foreach (VenueOrder order in found.Unknown.Where(
            order => order.ClientOrderId is null || !now.Contains(order.ClientOrderId)))
        {
            IntendedOrder? own = order.ClientOrderId is { } id
                ? await intents.FindAsync(id, cancellationToken)
                : null;
            string notice = $"revived:{order.VenueOrderId}";
            if (own is not null && !state.Noticed.Contains(notice))
            {
                // It may have ended while the account was read.
                noticed.Add(notice);
                continue;
            }

            open.Add(new(order, theirs.AtUtc, order.Filled));
            findings.Add(await externals.RecordAsync(
                theirs.Venue, order, own is not null, cancellationToken));
        }

        foreach (ExternalOrder ended in found.Ended)
        {
            findings.Add(await externals.EndAsync(theirs.Venue, ended, theirs.AtUtc, cancellationToken));
        }

        return state with { Externals = open };
    }
}
