namespace TradingBase.Functions.Messages;

/// <summary>The short form of a finished cycle; the long one is the cycle document.</summary>
/// <param name="CycleId">Which cycle.</param>
/// <param name="AsOf">Desk time at which it decided, UTC.</param>
/// <param name="DeskTime">Desk time of its last event, UTC.</param>
/// <param name="Insights">How many insights.</param>
/// <param name="Approved">How many orders the gate let through.</param>
/// <param name="Denied">How many it refused.</param>
/// <param name="Fills">How many fills.</param>
/// <param name="Equity">Cash plus positions at the last desk time, base currency.</param>
public sealed record CycleReport(
    string CycleId, DateTimeOffset AsOf, DateTimeOffset DeskTime, int Insights, int Approved, int Denied,
    int Fills, decimal Equity);
