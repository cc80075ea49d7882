using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>That this desk meant to send an order, as the journal has it.</summary>
/// <param name="CycleId">Which cycle it is of.</param>
/// <param name="Order">What was to be sent.</param>
public sealed record IntendedOrder(string CycleId, ProposedOrder Order);
