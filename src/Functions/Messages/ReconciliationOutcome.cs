using TradingBase.Desk;

namespace TradingBase.Functions.Messages;

/// <summary>How one run ended.</summary>
/// <param name="AtUtc">When it was begun, UTC.</param>
/// <param name="Reports">One per venue.</param>
public sealed record ReconciliationOutcome(
    DateTimeOffset AtUtc, IReadOnlyList<ReconciliationReport> Reports);
