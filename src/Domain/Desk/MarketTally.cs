namespace TradingBase.Desk;

/// <summary>What one cycle did in one market.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Approved">Orders that the gate let through.</param>
/// <param name="Denied">Orders that it refused.</param>
/// <param name="DeniedByRule">How many of these each rule refused.</param>
/// <param name="InferenceUsd">What its analysts' inference cost, US dollars.</param>
public sealed record MarketTally(
    string Market, int Approved, int Denied, IReadOnlyDictionary<string, int> DeniedByRule,
    decimal InferenceUsd);
