using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Shows orders that are placed in slices as the gate counts them: within their parent.</summary>
internal static class SlicedOrders
{
    /// <summary>What is left of every open order; of a parent, what is left of its open slices too.</summary>
    internal static IReadOnlyList<ProposedOrder> Working(IReadOnlyList<OpenOrder> open)
    {
        ILookup<string?, OpenOrder> slices = ByParent(open);
        return
        [
            .. open.Select(order => (order.Order.Order, Left: order.Left + LeftOf(slices, order)))
                .Where(one => one.Left > 0)
                .Select(one => one.Order with { Quantity = one.Left }),
        ];
    }

    /// <summary>Finds the parents among the open orders.</summary>
    /// <param name="open">All that are open.</param>
    /// <param name="batch">What is about to be judged: perhaps somebody's first slice.</param>
    internal static IReadOnlyDictionary<string, ParentOrder> Parents(
        IReadOnlyList<OpenOrder> open, IReadOnlyList<ProposedOrder> batch)
    {
        ILookup<string?, OpenOrder> slices = ByParent(open);
        HashSet<string?> asked = [.. batch.Select(order => order.ParentId)];
        return open
            .Where(order => order.Sliced > 0 || asked.Contains(order.Id))
            .ToDictionary(
                order => order.Id,
                order => new ParentOrder(
                    order.Order.Order.Instrument.Id, order.Order.Order.Side, order.Order.Order.Quantity,
                    order.Sliced - LeftOf(slices, order)),
                StringComparer.Ordinal);
    }

    private static ILookup<string?, OpenOrder> ByParent(IReadOnlyList<OpenOrder> open) =>
        open.ToLookup(order => order.Order.Order.ParentId);

    private static decimal LeftOf(ILookup<string?, OpenOrder> slices, OpenOrder parent) =>
        slices[parent.Id].Sum(slice => slice.Left);
}
