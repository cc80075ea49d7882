namespace TradingBase.Functions.Messages;

/// <summary>What a cycle will look at.</summary>
/// <param name="DeskTime">The cycle's desk time, UTC.</param>
/// <param name="Replayed">Whether recorded time is replayed.</param>
/// <param name="Markets">Which markets are reviewed, ordered by name.</param>
/// <param name="Analysts">Who is consulted.</param>
/// <param name="BatchSize">Instruments in one consultation.</param>
/// <param name="InferencePatience">How long an analyst may wait for inference.</param>
/// <param name="OrderPatience">How long a live order may work.</param>
/// <param name="Finished">The report of a cycle that was finished before, or null.</param>
public sealed record CyclePlan(
    DateTimeOffset DeskTime, bool Replayed, IReadOnlyList<string> Markets, IReadOnlyList<string> Analysts,
    int BatchSize, TimeSpan InferencePatience, TimeSpan OrderPatience, CycleReport? Finished);
