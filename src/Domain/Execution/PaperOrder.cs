using System.Text.Json.Serialization;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>An order as the paper venue remembers it.</summary>
/// <param name="Order">What was ordered.</param>
/// <param name="Report">Where it stands, with all its fills.</param>
/// <param name="AcceptedAt">When the venue took it, desk time, UTC.</param>
/// <param name="Replayed">Whether it was sent in replayed time.</param>
public sealed record PaperOrder(
    ProposedOrder Order, OrderReport Report, DateTimeOffset AcceptedAt, bool Replayed)
{
    /// <summary>Whether its stop price was reached, so that it now is a market or a limit order.</summary>
    public bool Triggered { get; init; }

    /// <summary>Start of the last bar that filled some of it or set it off, UTC; null before.</summary>
    public DateTimeOffset? Through { get; init; }

    /// <summary>Whether it can still be filled.</summary>
    [JsonIgnore]
    public bool Works => !OrderMoves.HasEnded(Report.Status);

    /// <summary>Units not filled yet.</summary>
    [JsonIgnore]
    public decimal Left => Order.Quantity - Report.Fills.Sum(fill => fill.Quantity);

    /// <summary>The order as the venue lists it among the open ones.</summary>
    public VenueOrder ToVenueOrder() => new(
        Order.ClientOrderId, Order.ClientOrderId, Order.Instrument.Id, Order.Side, Order.Quantity,
        Order.Quantity - Left, Order.LimitPrice, Report.Status, AcceptedAt);

    /// <summary>The order after its end, with the fills that it has.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">When, UTC.</param>
    public PaperOrder Ended(OrderStatus status, string? reason, DateTimeOffset at) =>
        this with { Report = Report with { Status = status, Reason = reason, DeskTime = at } };
}
