namespace TradingBase.Functions.Messages;

/// <summary>Asks what was known of a market.</summary>
/// <param name="Market">Which market, by name.</param>
/// <param name="DeskTime">Known when, UTC.</param>
/// <param name="Symbols">Only these instruments; empty for all that the desk is configured for.</param>
public sealed record SnapshotRequest(string Market, DateTimeOffset DeskTime, IReadOnlyList<string> Symbols);
