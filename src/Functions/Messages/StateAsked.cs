using TradingBase.Risk;

namespace TradingBase.Functions.Messages;

/// <summary>Body of <c>PUT /api/state</c>.</summary>
/// <param name="State">What the desk shall be allowed.</param>
/// <param name="By">The person who says so.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Cause">Of <c>active</c> alone: the one hold that is lifted; null for all.</param>
public sealed record StateAsked(TradingState State, string By, string Why, string? Cause = null);
