using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>When orders of one instrument were decided, by side, quantity and limit.</summary>
/// <remarks>
/// A parent and its slices are one family, and so are an order and the one that takes its place: they are no
/// duplicates of each other.
/// </remarks>
internal sealed class AlikeOrders
{
    private readonly Dictionary<Likeness, Decided> _decided = [];

    /// <summary>When the newest like order of another family was decided, or null.</summary>
    internal DateTimeOffset? DecidedAt(ProposedOrder order) =>
        _decided.Count > 0 && _decided.TryGetValue(Likeness.Of(order), out Decided decided)
            ? decided.Family == FamilyOf(order) ? decided.OtherAt : decided.At
            : null;

    /// <summary>Writes an order down.</summary>
    internal void Remember(ProposedOrder order)
    {
        var like = Likeness.Of(order);
        string family = FamilyOf(order);
        _decided[like] = !_decided.TryGetValue(like, out Decided known)
            ? new(order.DecidedAt, family, null)
            : known.Family == family
                ? known with { At = Later(known.At, order.DecidedAt) }
                : order.DecidedAt >= known.At
                    ? new(order.DecidedAt, family, known.At)
                    : known with { OtherAt = Later(known.OtherAt ?? order.DecidedAt, order.DecidedAt) };
    }

    private static string FamilyOf(ProposedOrder order) =>
        order.ParentId ?? order.ReplacesId ?? order.ClientOrderId;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;

    private readonly record struct Likeness(OrderSide Side, decimal Quantity, decimal? LimitPrice)
    {
        internal static Likeness Of(ProposedOrder order) => new(order.Side, order.Quantity, order.LimitPrice);
    }

    // The newest of all, and the newest of the other families.
    private readonly record struct Decided(DateTimeOffset At, string Family, DateTimeOffset? OtherAt);
}
