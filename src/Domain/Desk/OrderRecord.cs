using System.Globalization;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>An order as readers see it.</summary>
/// <param name="Id">Begins with the decision's time, so that ids sort by it.</param>
/// <param name="CycleId">Which cycle it is of.</param>
/// <param name="Order">What was ordered.</param>
/// <param name="Report">Where it stands.</param>
public sealed record OrderRecord(string Id, string CycleId, ProposedOrder Order, OrderReport Report)
{
    /// <summary>Kind of the record of every order that was sent.</summary>
    public const string Kind = "order";

    /// <summary>Names the record of an order.</summary>
    /// <returns>Such as <c>20171229T210500Z-abc…</c>.</returns>
    public static string IdOf(ProposedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return $"{Second(order.DecidedAt)}-{order.ClientOrderId}";
    }

    /// <summary>The first id, or one before it, of orders that are decided in a later second.</summary>
    internal static string FirstIdAfter(DateTimeOffset moment) => Second(moment.AddSeconds(1));

    private static string Second(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
