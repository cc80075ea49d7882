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
        faults.AddRange(Core.Audit());
        faults.AddRange(Core.FindDoubles().Select(id => $"{id} is at the venue twice."));
        faults.AddRange(Approved.Values.SelectMany(order => FindOrderFaults(desk, order)));
        faults.AddRange(FindStrangers());
        faults.AddRange(FindBookFaults(desk));
        faults.AddRange(FindReconciliationFaults(desk));
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
        ExchangeOrder? there = Core.Orders.FirstOrDefault(
            one => one.Ticket.ClientId == Venue.NameOf(id));
        if (RecordOf(desk, order.Order) is not { Report: { } report } record)
        {
            yield return $"{id} has no record.";
            yield break;
        }

        if (!OrderMoves.HasEnded(report.Status) || there is { IsOpen: true })
        {
            yield return $"{id} is {report.Status} here, {there?.State} there.";
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
            (Venue.TradeIdOf(trade), trade.Quantity, trade.Price, trade.Fee, trade.FeeAsset)));
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

    private static string Lines(
        IEnumerable<(string Id, decimal Quantity, decimal Price, decimal Fee, string FeeAsset)> trades) =>
        string.Join("; ", trades
            .Select(trade => FormattableString.Invariant(
                $"{trade.Id} {trade.Quantity:0.########} at {trade.Price:0.########}")
                + FormattableString.Invariant($" fee {trade.Fee:0.########}")
                + (trade.Fee == 0 ? "" : $" {trade.FeeAsset}"))
            .Order(StringComparer.Ordinal));

    // Nothing is at the venue but what the gate approved, exactly as it approved it.
    private IEnumerable<string> FindStrangers()
    {
        Dictionary<string, ApprovedOrder> byName = Approved.ToDictionary(
            pair => Venue.NameOf(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        return Core.Orders
            .Where(one => one.Ticket.ClientId is not { } id
                || !byName.TryGetValue(id, out ApprovedOrder? order)
                || one.Ticket.IsBuy != (order.Order.Side is OrderSide.Buy)
                || one.Ticket.Quantity != order.Order.Quantity || one.Ticket.Limit != order.Order.LimitPrice
                || one.Ticket.Stop != order.Order.StopPrice)
            .Select(one => $"Order {one.Id} is at the venue as nobody approved it: {one.Ticket}.");
    }

    // Once all is over, the desk's own comparison finds nothing, and never took orders under way for a break.
    private IEnumerable<string> FindReconciliationFaults(IServiceProvider desk)
    {
        ReconciliationReport report = ReconcileOutside();
        if (!report.Passed || report.Findings.Count > 0)
        {
            yield return $"The reconciliation finds: {report.Reason} "
                + string.Join(' ', report.Findings.Select(finding => finding.Reason));
        }

        DeskState state = Done(desk.GetRequiredService<IDeskStateStore>().FindAsync(CancellationToken.None))!;
        if (state.State is not TradingState.Active)
        {
            yield return $"The desk is {state.State}: "
                + string.Join(' ', state.Holds.Select(hold => hold.Reason));
        }
    }

    private IEnumerable<string> FindBookFaults(IServiceProvider desk)
    {
        LedgerBalances ours = Done(desk.GetRequiredService<ILedger>().ReadAsync(
            Venue.Kind, CancellationToken.None));
        decimal money = ours.Cash.GetValueOrDefault(Venue.Listed.Quote);
        decimal units = ours.Positions.Where(held => held.Instrument == Venue.Instrument.Id)
            .Sum(held => held.Quantity);
        if (money != Core.Ledger.Total(Venue.Listed.Quote) || units != Core.Ledger.Total(Venue.Listed.Base))
        {
            yield return $"We have {money} {Venue.Listed.Quote} and {units} {Venue.Listed.Base}, the venue "
                + $"{Core.Ledger.Total(Venue.Listed.Quote)} and {Core.Ledger.Total(Venue.Listed.Base)}.";
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
