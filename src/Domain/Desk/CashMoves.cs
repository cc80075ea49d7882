using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Keeps deposits and withdrawals out of gains and losses.</summary>
internal static class CashMoves
{
    /// <summary>Moves peak and day's start by what was paid in and out since they were moved last.</summary>
    /// <param name="state">Peak and day.</param>
    /// <param name="held">What is owned, with all that was deposited so far.</param>
    /// <returns>The state that fits the portfolio's equity.</returns>
    /// <remarks>
    /// An amount is valued at the portfolio's rate. One in a currency without a rate is not in the equity
    /// either: it waits until there is one.
    /// </remarks>
    internal static DeskState Follow(DeskState state, PortfolioState held)
    {
        Dictionary<string, decimal> valued = held.Deposited
            .Where(pair => held.RatesToBase.ContainsKey(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        if (state.Deposited is not { } before)
        {
            return state with { Deposited = valued };
        }

        decimal moved = valued.Sum(
            pair => (pair.Value - before.GetValueOrDefault(pair.Key)) * held.RatesToBase[pair.Key]);
        foreach ((string currency, decimal amount) in before)
        {
            valued.TryAdd(currency, amount);
        }

        return state with
        {
            PeakEquity = Math.Max(0, state.PeakEquity + moved),
            DayStartEquity = Math.Max(0, state.DayStartEquity + moved),
            Deposited = valued,
        };
    }
}
