using System.Globalization;
using TradingBase.Execution;

namespace TradingBase.Desk;

/// <summary>Ends orders that a venue had and knows no more.</summary>
/// <param name="orders">Ends them.</param>
/// <param name="watch">Tells what is odd about them.</param>
/// <param name="notes">Tells people.</param>
/// <remarks>
/// Such an order is asked for by its id in vain, and stands neither among the venue's open orders nor with a
/// fill that the books lack. People are told at once; the second run in a row that sees the same takes it for
/// canceled, which a fill may follow still, should the venue show one.
/// </remarks>
public sealed class VanishedOrders(OrderBook orders, OrderWatch watch, ReconciliationNotes notes)
{
    /// <summary>Looks at one order that the venue does not know.</summary>
    /// <param name="state">What the last run left.</param>
    /// <param name="order">It was at the venue, and two runs have missed it there.</param>
    /// <param name="at">When the venue was asked, UTC.</param>
    /// <param name="noticed">What this run leaves to the next.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>That it was ended, or null the first time.</returns>
    public async Task<ReconciliationFinding?> FollowAsync(
        ReconciliationState state, OpenOrder order, DateTimeOffset at, List<string> noticed,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(noticed);
        string key = $"vanished:{order.Id}";
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"Order {order.Id} was {order.Status} at {state.Venue} with {order.Left:0.########} units open, ")
            + "and the venue does not know it any more";
        if (!state.Noticed.Contains(key))
        {
            noticed.Add(key);
            await notes.RaiseAsync(
                new($"order:{order.Id}:vanished", "order-vanished", AlertSeverity.Critical, $"{what}.", at),
                cancellationToken);
            return null;
        }

        OrderReport end = new(order.Id, OrderStatus.Canceled, [], $"{what}: it is taken for canceled.", at)
        {
            ClosedByDesk = true,
        };
        OrderRecord record = await orders.SettleAsync(order.Order, end, cancellationToken);
        await watch.TellAsync(record, cancellationToken);
        return new(ReconciliationFindingKind.OrderVanished, order.Id, Explained: true, end.Reason!);
    }
}
