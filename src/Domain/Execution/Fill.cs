using System.Text.Json.Serialization;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>One execution of an order.</summary>
/// <param name="TradeId">The venue's id of the trade; a fill with a known id is the same fill.</param>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="Instrument">What was traded.</param>
/// <param name="Side">Which way.</param>
/// <param name="Quantity">Units; greater than zero.</param>
/// <param name="Price">Quote currency per unit.</param>
/// <param name="Currency">Quote currency.</param>
/// <param name="Multiplier">Units per contract.</param>
/// <param name="Fee">What the venue took, in <paramref name="FeeCurrency"/>; a rebate is negative.</param>
/// <param name="FeeCurrency">Currency of the fee.</param>
/// <param name="AtUtc">When, UTC.</param>
public sealed record Fill(
    string TradeId, string ClientOrderId, InstrumentId Instrument, OrderSide Side, decimal Quantity,
    decimal Price, string Currency, decimal Multiplier, decimal Fee, string FeeCurrency, DateTimeOffset AtUtc)
{
    /// <summary>Broker that it came through: a trade id is unique at its venue only.</summary>
    /// <value>The default is the paper venue.</value>
    public string Venue { get; init; } = PaperVenue;

    /// <summary>Whether its order could only close: it decides the leg on an account that hedges.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReduceOnly { get; init; }

    /// <summary>
    /// Units of the order that the venue counts as filled, for a fill that the desk made since the venue
    /// shows none; null for a fill that a venue told.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public decimal? UpTo { get; init; }

    /// <summary>Which units the desk had made up before this fill told the truth of them, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ReplacedFill? Replaces { get; init; }

    /// <summary>Units by which the order is filled further; zero or more.</summary>
    [JsonIgnore]
    public decimal Added => Quantity - (Replaces?.Units ?? 0);

    /// <summary>Name of the venue on paper.</summary>
    public const string PaperVenue = "paper";

    /// <summary>Units; greater than zero.</summary>
    public decimal Quantity { get; init => field = Check.Positive(value); } = Check.Positive(Quantity);
}
