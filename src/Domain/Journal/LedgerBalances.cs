using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>What the book says the desk owns.</summary>
/// <param name="Cash">Signed cash by currency; empty before the first deposit.</param>
/// <param name="Positions">What is held, ordered by instrument; no zero quantities.</param>
/// <param name="Deposited">
/// Sum of deposits and withdrawals by currency, so that results leave them out.
/// </param>
public sealed record LedgerBalances(
    IReadOnlyDictionary<string, decimal> Cash, IReadOnlyList<Position> Positions,
    IReadOnlyDictionary<string, decimal> Deposited);
