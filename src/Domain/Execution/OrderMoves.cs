using static TradingBase.Execution.OrderStatus;

namespace TradingBase.Execution;

/// <summary>Which state of an order may follow which.</summary>
/// <remarks>
/// Source: FIX OrdStatus, and the order models of nautilus_trader and LEAN; Unknown is our own.
/// </remarks>
public static class OrderMoves
{
    private static readonly OrderStatus[] Working = [Accepted, Triggered, PartiallyFilled];

    private static readonly Dictionary<OrderStatus, OrderStatus[]> Next = new()
    {
        [Created] = [Denied, Submitted],
        [Submitted] =
            [Accepted, Rejected, Canceled, PartiallyFilled, Filled, PendingCancel, PendingReplace, Unknown],
        [Unknown] =
        [
            Submitted, Accepted, Triggered, PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled,
            Rejected, Expired,
        ],
        [Accepted] = [PartiallyFilled, Filled, Triggered, PendingCancel, PendingReplace, Canceled, Expired,
            Rejected],
        [Triggered] = [PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired, Rejected],
        [PartiallyFilled] = [PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired],
        [PendingCancel] = [Canceled, PartiallyFilled, Filled, Expired],
        [PendingReplace] = [PartiallyFilled, Filled, Canceled, Expired],

        // A fill may be on its way while the cancel is answered.
        [Canceled] = [PartiallyFilled, Filled],
        [Denied] = [],
        [Rejected] = [],
        [Filled] = [],
        [Expired] = [],
    };

    private static readonly OrderStatus[] ExternalFirst = [Accepted, Rejected, Canceled, Expired, Triggered];

    /// <summary>Whether one state may directly follow another.</summary>
    /// <param name="from">Where the order stands.</param>
    /// <param name="to">Where it would go.</param>
    /// <param name="before">
    /// Where it stood before a cancel or a change was sent: a refused one leads back there.
    /// </param>
    /// <param name="external">Whether the order was not made by this desk.</param>
    public static bool Allows(
        OrderStatus from, OrderStatus to, OrderStatus? before = null, bool external = false) =>
        Next[from].Contains(to)
        || (from is PendingCancel or PendingReplace && to == before)
        || (from is Created && external && ExternalFirst.Contains(to));

    /// <summary>Whether a report may show a state, though states between were not reported.</summary>
    /// <inheritdoc cref="Allows"/>
    public static bool Reaches(
        OrderStatus from, OrderStatus to, OrderStatus? before = null, bool external = false) =>
        Allows(from, to, before, external)
        || (!HasEnded(from) && Working.Any(
            between => Allows(from, between, before, external) && Allows(between, to)));

    /// <summary>Whether nothing but a late fill can follow.</summary>
    public static bool HasEnded(OrderStatus status) =>
        status is Denied or Rejected or Filled or Canceled or Expired;
}
