namespace TradingBase.Functions.Messages;

/// <summary>Where a report is kept, or why there is none.</summary>
/// <param name="Consultation">What was asked.</param>
/// <param name="Kept">Whether the report is kept under the consultation's report id.</param>
/// <param name="DeferredUntil">When capacity is expected, UTC, or null.</param>
/// <param name="Failure">Why there will be no report, or null.</param>
public sealed record ConsultationReceipt(
    Consultation Consultation, bool Kept, DateTimeOffset? DeferredUntil, string? Failure);
