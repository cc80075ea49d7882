namespace TradingBase.Functions.Messages;

/// <summary>Body of <c>POST /api/orders/ID/approval</c>.</summary>
/// <param name="Approved">Whether the order may go.</param>
/// <param name="By">The person who says so.</param>
/// <param name="Why">A sentence.</param>
public sealed record ApprovalSaid(bool Approved, string By, string Why);
