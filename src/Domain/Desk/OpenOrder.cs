using System.Text.Json.Serialization;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>An order that was let through and has not ended: exposure that may still come.</summary>
/// <param name="CycleId">Which cycle it is of.</param>
/// <param name="Order">What was approved.</param>
/// <param name="Filled">Units of its own fills that are in the ledger.</param>
/// <param name="Status">Where it stands, as last reported; Created until it is sent.</param>
/// <param name="SentAt">Desk time at which its intent was written down, UTC; null before.</param>
public sealed record OpenOrder(
    string CycleId, ApprovedOrder Order, decimal Filled, OrderStatus Status, DateTimeOffset? SentAt)
{
    /// <summary>Units that its slices hold or have filled: they count as theirs.</summary>
    public decimal Sliced { get; init; }

    /// <summary>Whether somebody else sent it: it counts, and no lifecycle of ours follows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool External { get; init; }

    /// <summary>Whether it was sent in replayed time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Replayed { get; init; }

    /// <summary>Its client order id.</summary>
    [JsonIgnore]
    public string Id => Order.Order.ClientOrderId;

    /// <summary>Units that may still be filled under its own name; zero or more.</summary>
    [JsonIgnore]
    public decimal Left => Math.Max(0, Order.Order.Quantity - Filled - Sliced);

    /// <summary>Opens an order that was just approved.</summary>
    public static OpenOrder Of(string cycleId, ApprovedOrder order) =>
        new(cycleId, order, 0, OrderStatus.Created, null);

    /// <summary>What of the order still counts.</summary>
    /// <returns>The order with the quantity that is left, or null when nothing is.</returns>
    public ProposedOrder? Rest() => Left > 0 ? Order.Order with { Quantity = Left } : null;
}
