namespace TradingBase.Desk;

/// <summary>What came of a person's posting: kept, or wrong.</summary>
/// <param name="Kept">The posting that stands under the id, or null where it is wrong.</param>
/// <param name="Same">Whether what stands is what was said now.</param>
/// <param name="Posted">Whether this call changed the books; false when they had it already.</param>
/// <param name="Mistake">What is wrong, or null.</param>
public sealed record HandPostingOutcome(KeptPosting? Kept, bool Same, bool Posted, string? Mistake);
