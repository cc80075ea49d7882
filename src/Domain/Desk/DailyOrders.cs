namespace TradingBase.Desk;

/// <summary>What a market's orders did.</summary>
/// <param name="Approved">How many the gate let through.</param>
/// <param name="Denied">How many it refused.</param>
/// <param name="DeniedByRule">How many each rule refused; an order that three refuse counts at each.</param>
/// <param name="Decided">Orders of the day that came to the wire.</param>
/// <param name="ByStatus">The same by where they stand, in small letters.</param>
/// <param name="Fills">Fills of the day, of orders of earlier days too.</param>
public sealed record DailyOrders(
    int Approved, int Denied, IReadOnlyDictionary<string, int> DeniedByRule, int Decided,
    IReadOnlyDictionary<string, int> ByStatus, int Fills);
