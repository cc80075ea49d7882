namespace TradingBase.Functions.Messages;

/// <summary>Asks for one market's review.</summary>
/// <param name="CycleId">For which cycle.</param>
/// <param name="Market">Which market, by name.</param>
/// <param name="DeskTime">As known when, UTC.</param>
/// <param name="Symbols">Only these instruments; empty for all that the desk is configured for.</param>
/// <param name="Analysts">Who is consulted; empty takes the snapshot only.</param>
/// <param name="BatchSize">Instruments in one consultation.</param>
/// <param name="InferencePatience">How long an analyst may wait for inference.</param>
public sealed record MarketReviewRequest(
    string CycleId, string Market, DateTimeOffset DeskTime, IReadOnlyList<string> Symbols,
    IReadOnlyList<string> Analysts, int BatchSize, TimeSpan InferencePatience);
