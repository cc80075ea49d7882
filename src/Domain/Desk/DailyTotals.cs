using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Running figures as a report found them: the difference of two is what happened between.</summary>
/// <param name="Equity">The desk's, base currency.</param>
/// <param name="Deposited">Cash put in by currency, since the opening.</param>
/// <param name="InferenceUsd">What inference cost since the opening, US dollars.</param>
/// <param name="Results">What the market's instruments earned and paid since the opening.</param>
/// <param name="Gains">What the market's positions would gain if they were closed.</param>
public sealed record DailyTotals(
    decimal Equity, IReadOnlyDictionary<string, decimal> Deposited, decimal InferenceUsd,
    IReadOnlyList<LedgerResult> Results, IReadOnlyList<OpenGain> Gains)
{
    /// <summary>An account before its opening.</summary>
    public static DailyTotals None { get; } = new(0, new Dictionary<string, decimal>(), 0, [], []);
}
