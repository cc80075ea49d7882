using System.Text.Json.Serialization;
using TradingBase.Markets;

namespace TradingBase.Strategy;

/// <summary>An order that a strategy wants and that nobody has judged yet.</summary>
/// <param name="ClientOrderId">
/// Pure function of the decision, so a replay makes the same one; 26 to 32 characters.
/// </param>
/// <param name="DecisionId">The cycle or intent behind it.</param>
/// <param name="Strategy">Who wants it.</param>
/// <param name="Instrument">What to trade.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">Whole lots, units; greater than zero.</param>
/// <param name="Type">How to fill it.</param>
/// <param name="LimitPrice">Quote currency, a whole number of ticks; null unless the type needs it.</param>
/// <param name="ReferencePrice">Newest price known to the decision, quote currency.</param>
/// <param name="ReferenceKnownAt">When that price became known, UTC.</param>
/// <param name="DecidedAt">Desk time of the decision, UTC.</param>
public sealed record ProposedOrder(
    string ClientOrderId, string DecisionId, string Strategy, Instrument Instrument, OrderSide Side,
    decimal Quantity, OrderType Type, decimal? LimitPrice,
    decimal ReferencePrice, DateTimeOffset ReferenceKnownAt, DateTimeOffset DecidedAt)
{
    /// <summary>Units; greater than zero.</summary>
    public decimal Quantity { get; init => field = Check.Positive(value); } = Check.Positive(Quantity);

    /// <summary>Price that sets a stop order off, quote currency, a whole number of ticks.</summary>
    /// <value>Null unless the type needs it.</value>
    public decimal? StopPrice { get; init; }

    /// <summary>How long it works.</summary>
    /// <value>The default is the session.</value>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>Whether it may only bring a filled position nearer to zero.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Client order id of the order that it is a slice of, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>Client order id of the order whose place it takes, or null.</summary>
    public string? ReplacesId { get; init; }

    /// <summary>How it is worked, or null when it is sent as it is.</summary>
    public ExecutionPlan? Plan { get; init; }

    /// <summary>When what is not filled is taken back, UTC, or null for the desk's own patience.</summary>
    public DateTimeOffset? WorksUntil { get; init; }

    /// <summary>Units, negative to sell.</summary>
    [JsonIgnore]
    public decimal SignedQuantity => Side is OrderSide.Buy ? Quantity : -Quantity;
}
