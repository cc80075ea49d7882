using TradingBase.Risk;

namespace TradingBase.Functions.Messages;

/// <summary>What the gate let through; the readings are kept under the cycle's id.</summary>
/// <param name="Approved">Signed orders, in the batch's order.</param>
/// <param name="Denied">How many were refused.</param>
public sealed record BatchVerdict(IReadOnlyList<ApprovedOrder> Approved, int Denied);
