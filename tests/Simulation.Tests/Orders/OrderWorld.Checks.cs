using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>What must be true when nothing is left to be done.</content>
internal sealed partial class OrderWorld
{
    /// <summary>Says what is wrong; empty when all is as it should be.</summary>
    internal IReadOnlyList<string> FindFaults()
    {
        List<string> faults = [.. Faults];
        if (Lives.Any(life => life.Thread.Escaped))
        {
            faults.Add("Something ran on another thread: the seed does not repeat.");
        }

        faults.AddRange(Kept.Instances
            .Where(one => one.Status is not OrchestrationRuntimeStatus.Completed && !IsForged(one.Id))
            .Select(one => $"{one.Id} is {one.Status}: {one.Failure?.Details}"));
        IServiceProvider desk = Outside;
        faults.AddRange(Approved.Values.SelectMany(order => FindOrderFaults(desk, order)));
        foreach (VenueSite site in Sites)
        {
            faults.AddRange(site.Core.Audit());
            faults.AddRange(site.Core.FindDoubles().Select(id => $"{id} is at the venue twice."));
            faults.AddRange(FindStrangers(site));
            faults.AddRange(FindBookFaults(desk, site));
            faults.AddRange(FindReconciliationFaults(site.Profile));
        }

        faults.AddRange(FindDeskFaults(desk));
        return faults;
    }

    /// <summary>Counts how the orders ended, with why they never were at the venue.</summary>
    internal IEnumerable<string> Ends()
    {
        IServiceProvider desk = Outside;
        foreach (ApprovedOrder order in Approved.Values)
        {
            if (RecordOf(desk, order.Order)?.Report is { } report)
            {
                yield return report.Status is OrderStatus.Denied or OrderStatus.Rejected
                    ? $"{report.Status}: {report.Reason}"
                    : $"{report.Status}";
            }
        }
    }

    /// <summary>Counts the orders of which it was not known for a while whether the venue had them.</summary>
    internal int CountUnknown() => Kept.Instances.Count(instance => instance.WasUnknown);

    internal static bool IsForged(string instanceId) =>
        instanceId.StartsWith("forged:", StringComparison.Ordinal);

    /// <summary>The desk's record of an order, once all is over.</summary>
    internal static OrderRecord? RecordOf(IServiceProvider desk, ProposedOrder order) =>
        Done(desk.GetRequiredService<OrderBook>().FindAsync(order, CancellationToken.None));

    private IEnumerable<string> FindOrderFaults(IServiceProvider desk, ApprovedOrder order)
    {
        string id = order.Order.ClientOrderId;
        VenueSite site = SiteOf(order.Order.Instrument);
        ExchangeOrder? there = site.Find(order.Order);
        if (RecordOf(desk, order.Order) is not { Report: { } report } record)
        {
            yield return $"{id} has no record.";
            yield break;
        }

        if (!OrderMoves.HasEnded(report.Status) || there is { IsOpen: true })
        {
            yield return $"{id} is {report.Status} here, {there?.State} there.";
        }

        foreach (string fault in FindConductFaults(desk, order, record)
            .Concat(FindFamilyFaults(order.Order, record)))
        {
            yield return fault;
        }

        if (order.Order.Plan is not null)
        {
            yield break;
        }

        OrderStatus[] fits = there?.State switch
        {
            null when record.IntendedAt is null =>
                [OrderStatus.Denied, OrderStatus.Rejected, OrderStatus.Canceled],
            null => [OrderStatus.Denied, OrderStatus.Rejected],
            ExchangeOrderState.Filled => [OrderStatus.Filled],
            ExchangeOrderState.Canceled => [OrderStatus.Canceled],

            // What could not be filled at once some venues call canceled, others expired.
            _ => [OrderStatus.Expired, OrderStatus.Canceled],
        };
        if (!fits.Contains(report.Status))
        {
            yield return $"{id} is {report.Status} here ({report.Reason}), {there?.State} there.";
        }

        string ours = Lines(report.Fills.Select(fill =>
            (fill.TradeId, fill.Quantity, fill.Price, fill.Fee, fill.FeeCurrency)));
        string theirs = Lines((there?.Trades ?? []).Select(trade =>
            (site.Profile.TradeIdOf(trade), trade.Quantity, trade.Price, trade.Fee, trade.FeeAsset)));
        if (ours != theirs)
        {
            yield return $"{id} was filled with [{ours}] here, with [{theirs}] there.";
        }

        foreach (Fill fill in report.Fills)
        {
            if (!Done(desk.GetRequiredService<ILedger>().HasFillAsync(fill, CancellationToken.None)))
            {
                yield return $"{fill.TradeId} of {id} is not in the ledger.";
            }
        }

        int lines = Done(desk.GetRequiredService<IJournal>().ReadAsync(
            $"order:{id}", 1, 1_000, CancellationToken.None)).Count(line => line.Kind is "order-filled");
        if (lines != report.Fills.Count)
        {
            yield return $"{id} has {report.Fills.Count} fills, and {lines} of them are journalled.";
        }
    }

    // What slices and replacements do to the order that they come from.
    private IEnumerable<string> FindFamilyFaults(ProposedOrder order, OrderRecord record)
    {
        string id = order.ClientOrderId;
        if (order.ReplacesId is { } replaced && Approved.TryGetValue(replaced, out ApprovedOrder? old)
            && FilledThere(old.Order) + order.Quantity > old.Order.Quantity)
        {
            yield return $"{id} over {order.Quantity} takes the place of {replaced}, which filled "
                + $"{FilledThere(old.Order)} of {old.Order.Quantity}.";
        }

        if (order.Plan is null)
        {
            yield break;
        }

        decimal filled = FilledThere(order);
        OrderStatus[] fits = filled >= order.Quantity
            ? [OrderStatus.Filled]
            : [OrderStatus.Canceled, OrderStatus.Denied];
        if (record.End is not { } end || end.Filled != filled || !fits.Contains(end.Status)
            || There(order) is not null)
        {
            yield return $"{id} over {order.Quantity} is {record.End?.Status} with {record.End?.Filled}, its "
                + $"slices have filled {filled}.";
        }
    }

    private static string Lines(
        IEnumerable<(string Id, decimal Quantity, decimal Price, decimal Fee, string FeeAsset)> trades) =>
        string.Join("; ", trades
            .Select(trade => FormattableString.Invariant(
                $"{trade.Id} {trade.Quantity:0.########} at {trade.Price:0.########}")
                + FormattableString.Invariant($" fee {trade.Fee:0.########}")
                + (trade.Fee == 0 ? "" : $" {trade.FeeAsset}"))
            .Order(StringComparer.Ordinal));

    // Nothing is at the venue but what the gate approved, exactly as it approved it.
    private IEnumerable<string> FindStrangers(VenueSite site)
    {
        Dictionary<string, ApprovedOrder> byName = Approved.ToDictionary(
            pair => site.Profile.NameOf(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        return site.Core.Orders
            .Where(one => one.Ticket.ClientId is not { } id
                || !byName.TryGetValue(id, out ApprovedOrder? order)
                || SiteOf(order.Order.Instrument) != site || order.Order.Plan is not null
                || one.Ticket.IsBuy != (order.Order.Side is OrderSide.Buy)
                || one.Ticket.Quantity != order.Order.Quantity || one.Ticket.Limit != order.Order.LimitPrice
                || one.Ticket.Stop != order.Order.StopPrice)
            .Select(one => $"Order {one.Id} is at the venue as nobody approved it: {one.Ticket}.");
    }

    // Once all is over, the desk's own comparison finds nothing.
    private IEnumerable<string> FindReconciliationFaults(VenueProfile venue)
    {
        ReconciliationReport report = ReconcileOutside(venue);
        if (!report.Passed || report.Findings.Count > 0)
        {
            yield return $"The reconciliation finds: {report.Reason} "
                + string.Join(' ', report.Findings.Select(finding => finding.Reason));
        }
    }

    private static IEnumerable<string> FindBookFaults(IServiceProvider desk, VenueSite site)
    {
        LedgerBalances ours = Done(desk.GetRequiredService<ILedger>().ReadAsync(
            site.Profile.Kind, CancellationToken.None));
        string money = site.Profile.Money;
        IEnumerable<(string Asset, decimal Ours)> all = site.Profile.Pairs
            .Select(pair => (pair.Listed.Base, ours.Positions
                .Where(held => held.Instrument == pair.Instrument.Id).Sum(held => held.Quantity)))
            .Append((money, ours.Cash.GetValueOrDefault(money)));
        foreach ((string asset, decimal here) in all)
        {
            if (here != site.Core.Ledger.Total(asset))
            {
                yield return $"We have {here} {asset} at {site.Profile.Kind}, which says "
                    + $"{site.Core.Ledger.Total(asset)}.";
            }
        }
    }

    // Comparisons never took orders under way for a break: but for a kill nothing holds the desk.
    private IEnumerable<string> FindDeskFaults(IServiceProvider desk)
    {
        DeskState state = Done(desk.GetRequiredService<IDeskStateStore>().FindAsync(CancellationToken.None))!;
        StateHold[] holds = [.. state.Holds.Where(hold => hold.Cause != StateCauses.Kill)];
        if (holds.Length > 0 || (HaltedAt is not null && state.State is not TradingState.Halted))
        {
            yield return $"The desk is {state.State}: " + string.Join(' ', holds.Select(hold => hold.Reason));
        }

        IReadOnlyList<OpenOrder> open = Done(desk.GetRequiredService<ExposureRegister>().ReadAsync(
            CancellationToken.None));
        if (open.Count > 0)
        {
            yield return $"{open.Count} orders stand in the register: "
                + string.Join(", ", open.Select(one => $"{one.Id} {one.Status}"));
        }

        StateVerification books = Done(desk.GetRequiredService<StateVerifier>().VerifyAsync(
            CancellationToken.None));
        if (!books.Ok)
        {
            yield return $"The books do not verify: {books}.";
        }

        IReadOnlyList<Alert> alerts = Done(desk.GetRequiredService<IRecordStore>().ListAsync<Alert>(
            Alert.RecordKind, null, 500, CancellationToken.None));
        foreach (Alert alert in alerts.Where(alert => alert.Kind is "order-alarm"
            && !alert.Message.Contains("came after", StringComparison.Ordinal)))
        {
            yield return $"An alarm without a cause: {alert.Message}";
        }
    }
}
