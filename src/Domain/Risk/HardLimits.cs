namespace TradingBase.Risk;

/// <summary>
/// Repeats the gate's hardest checks at the wire, since the order has crossed queues and serializers.
/// </summary>
/// <param name="signer">Knows the gate's keys.</param>
/// <param name="limits">Hold the hard worth of an order, in all their layers.</param>
/// <param name="effective">The limits in force; the tighter one of them and the configured counts.</param>
/// <remarks>
/// Thread-safe. A refusal is a value: the order is denied, recorded and never sent.
/// </remarks>
public sealed class HardLimits(OrderSigner signer, RiskLimitSet limits, EffectiveLimits? effective = null)
{
    /// <summary>Rule of refusals of what the gate did not sign.</summary>
    public const string Signature = "Signature";

    /// <summary>Rule of refusals outside an approval's time.</summary>
    public const string Expiry = "Expiry";

    /// <summary>Rule of refusals by the desk's state.</summary>
    public const string State = "DeskState";

    /// <summary>Whether the gate of this desk signed exactly this order.</summary>
    public bool IsGenuine(ApprovedOrder order) => signer.Check(order) is SignatureCheck.Valid;

    /// <summary>Checks origin, expiry, state and worth.</summary>
    /// <param name="order">What is about to be sent.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="state">The desk's state, read just now.</param>
    /// <returns>The first thing against it, or null when it may be sent.</returns>
    public Denial? Verify(ApprovedOrder order, DateTimeOffset deskTime, TradingState state)
    {
        ArgumentNullException.ThrowIfNull(order);
        (InstrumentId instrument, string strategy) = (order.Order.Instrument.Id, order.Order.Strategy);
        decimal hard = limits.Of(instrument, strategy).HardOrderNotional;
        hard = Math.Min(
            hard, effective?.Current?.Of(instrument, strategy).HardOrderNotional ?? hard);
        bool isExit = order is { Purpose: OrderPurpose.Exit, Shrinks: true };
        return (signer.Check(order), state) switch
        {
            (SignatureCheck.UnknownKey, _) => new(Signature,
                $"The order is signed with '{order.KeyId}', which is no key of this desk."),
            (SignatureCheck.Tampered, _) => new(Signature, "The order is not what the gate signed."),
            (_, TradingState.Halted) when !isExit => new(State, "The desk is Halted: no new order passes."),
            (_, TradingState.Reducing) when !order.Shrinks => new(State,
                "The desk is Reducing: only orders that shrink a position pass."),
            _ when deskTime < order.ApprovedAt => new(Expiry,
                $"The order was approved at {UtcJsonConverter.Write(order.ApprovedAt)}, after the desk time "
                + $"{UtcJsonConverter.Write(deskTime)}."),
            _ when deskTime >= order.ExpiresAt => new(Expiry,
                $"The order expired at {UtcJsonConverter.Write(order.ExpiresAt)}, it is "
                + $"{UtcJsonConverter.Write(deskTime)}."),
            // What closes a position is as large as the position: the way out is never closed.
            _ when order.Notional > hard && !isExit => new(nameof(HardLimits),
                $"Worth {order.Notional:0.00} is more than the hard limit {hard:0.00}."),
            _ => null,
        };
    }
}
