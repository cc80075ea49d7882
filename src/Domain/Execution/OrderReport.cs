namespace TradingBase.Execution;

/// <summary>What a broker knows of an order.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Fills">All its fills so far, oldest first.</param>
/// <param name="Reason">Why it was refused or ended, or null.</param>
/// <param name="DeskTime">Desk time of the newest event in here, UTC.</param>
public sealed record OrderReport(
    string ClientOrderId, OrderStatus Status, IReadOnlyList<Fill> Fills, string? Reason,
    DateTimeOffset DeskTime);
