using System.Text.Json.Serialization;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>An order that passed the gate: brokers take nothing else.</summary>
/// <remarks>
/// Only the gate makes one; the serializer may make one again, so the activity at the wire verifies
/// signature, expiry and hard limits.
/// </remarks>
public sealed record ApprovedOrder
{
    [JsonConstructor]
    internal ApprovedOrder(
        ProposedOrder order, OrderPurpose purpose, decimal rateToBase, bool shrinks,
        DateTimeOffset approvedAt, DateTimeOffset expiresAt, string keyId, string signature,
        bool needsPerson = false)
    {
        Order = order;
        Purpose = purpose;
        RateToBase = rateToBase;
        Shrinks = shrinks;
        ApprovedAt = approvedAt;
        ExpiresAt = expiresAt;
        KeyId = keyId;
        Signature = signature;
        NeedsPerson = needsPerson;
    }

    /// <summary>What was approved.</summary>
    public ProposedOrder Order { get; }

    /// <summary>What it is for; an exit passes the wire in every state of the desk.</summary>
    public OrderPurpose Purpose { get; }

    /// <summary>Base currency per quote currency when it was approved.</summary>
    public decimal RateToBase { get; }

    /// <summary>Whether it only shrank a filled position when it was approved.</summary>
    public bool Shrinks { get; }

    /// <summary>Desk time of the approval, UTC.</summary>
    public DateTimeOffset ApprovedAt { get; }

    /// <summary>Desk time from which on it may not be sent, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Which key signed it.</summary>
    public string KeyId { get; }

    /// <summary>Whether it may be sent only once a person has approved it too.</summary>
    public bool NeedsPerson { get; }

    /// <summary>HMAC-SHA256 over the canonical form of the rest, 64 lower-case hexadecimal digits.</summary>
    public string Signature { get; }

    /// <summary>Worth at the highest of limit, stop and reference, base currency.</summary>
    [JsonIgnore]
    public decimal Notional => WorthOf(Order, RateToBase);

    /// <summary>Worth of any order at the highest of limit, stop and reference.</summary>
    internal static decimal WorthOf(ProposedOrder order, decimal rateToBase) =>
        order.Quantity
        * Math.Max(
            Math.Max(Math.Abs(order.LimitPrice ?? 0), Math.Abs(order.StopPrice ?? 0)),
            Math.Abs(order.ReferencePrice))
        * order.Instrument.Multiplier * rateToBase;
}
