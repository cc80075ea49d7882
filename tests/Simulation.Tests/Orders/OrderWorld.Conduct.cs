using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>What may be sent and released, and when: an end that is right does not tell.</content>
internal sealed partial class OrderWorld
{
    private const string OrderRow = "o:";

    // Outages, bans and dead processes hold a cancel up, but less long than the desk's patience lasts.
    private static readonly TimeSpan LongestCancel = TimeSpan.FromMinutes(15);

    /// <summary>Looks at rows after they were changed: what leaves the register is over and booked.</summary>
    internal void NoteSubmit(string partition, IReadOnlyList<StateChange> changes)
    {
        if (partition is not ExposureRegister.Partition)
        {
            return;
        }

        foreach (StateChange gone in changes.Where(change => change.Value is null
            && change.Key.StartsWith(OrderRow, StringComparison.Ordinal)))
        {
            string id = gone.Key[OrderRow.Length..];
            if (!Approved.TryGetValue(id, out ApprovedOrder? order))
            {
                continue;
            }

            if (IsOpen(order.Order))
            {
                Add($"{id} has left the register at {Now:o} and works at the venue.");
            }

            ILedger ledger = Outside.GetRequiredService<ILedger>();
            foreach (Fill fill in RecordOf(Outside, order.Order)?.Report.Fills ?? [])
            {
                if (!Done(ledger.HasFillAsync(fill, CancellationToken.None)))
                {
                    Add($"{id} has left the register before {fill.TradeId} was in the ledger.");
                }
            }
        }
    }

    // Whatever an order's end is, it must not have been sent without leave, nor kept against a wish.
    private IEnumerable<string> FindConductFaults(
        IServiceProvider desk, ApprovedOrder order, OrderRecord record)
    {
        string id = order.Order.ClientOrderId;
        if (record.IntendedAt > HaltedAt && order.Purpose is not OrderPurpose.Exit)
        {
            yield return $"{id} was sent at {record.IntendedAt:o}, halted since {HaltedAt:o}.";
        }

        if (record.IntendedAt > order.ExpiresAt)
        {
            yield return $"{id} was sent at {record.IntendedAt:o}, good until {order.ExpiresAt:o}.";
        }

        if (IsAtVenue(order.Order) && record is { IntendedAt: null } && order.Order.Plan is null)
        {
            yield return $"{id} is at the venue without an intent.";
        }

        IRecordStore records = desk.GetRequiredService<IRecordStore>();
        if (order.NeedsPerson && IsAtVenue(order.Order))
        {
            OrderApproval? approval = Done(records.FindAsync<OrderApproval>(
                OrderApproval.Kind, id, CancellationToken.None));
            if (approval is not { Approved: true })
            {
                yield return $"{id} needs a person, who said {approval?.Approved}, and is at the venue.";
            }
        }

        CancelWish? wish = Done(records.FindAsync<CancelWish>(CancelWish.Kind, id, CancellationToken.None));
        if (wish is not null && record.End?.At > wish.AtUtc + LongestCancel)
        {
            yield return $"{id} was wanted back at {wish.AtUtc:o} and ended at {record.End.At:o}.";
        }
    }
}
