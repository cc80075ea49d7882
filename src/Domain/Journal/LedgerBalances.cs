using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>What the book says an account, or the desk, owns.</summary>
/// <param name="Cash">Signed cash by currency; empty before the first deposit.</param>
/// <param name="Positions">
/// What is held, ordered by instrument and leg; no zero quantities. Of several accounts together there is one
/// net position per instrument.
/// </param>
/// <param name="Deposited">
/// Sum of deposits and withdrawals by currency, so that results leave them out.
/// </param>
public sealed record LedgerBalances(
    IReadOnlyDictionary<string, decimal> Cash, IReadOnlyList<Position> Positions,
    IReadOnlyDictionary<string, decimal> Deposited)
{
    /// <summary>When the newest trade was, of a position that was closed since too, UTC.</summary>
    /// <value>Null before the first.</value>
    public DateTimeOffset? LastTradeAt { get; init; }

    /// <summary>What each currency was worth when it was converted last, in each account.</summary>
    public IReadOnlyList<LedgerConversion> Conversions { get; init; } = [];

    /// <summary>Puts accounts together.</summary>
    /// <remarks>
    /// Legs and accounts of one instrument net. Their average price is that of the side that is larger, so
    /// that it stays a price that was paid.
    /// </remarks>
    public static LedgerBalances Together(IReadOnlyCollection<LedgerBalances> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return new(
            Sum(accounts.Select(account => account.Cash)),
            [
                .. accounts.SelectMany(account => account.Positions)
                    .GroupBy(held => held.Instrument)
                    .Select(Net)
                    .OfType<Position>()
                    .OrderBy(held => held.Instrument),
            ],
            Sum(accounts.Select(account => account.Deposited)))
        {
            LastTradeAt = accounts.Max(account => account.LastTradeAt),
            Conversions = [.. accounts.SelectMany(account => account.Conversions)],
        };
    }

    private static Position? Net(IGrouping<InstrumentId, Position> legs)
    {
        Position[] all = [.. legs];
        if (all is [{ Leg: PositionLeg.Net }])
        {
            return all[0];
        }

        decimal quantity = all.Sum(held => held.Quantity);
        if (quantity == 0)
        {
            return null;
        }

        Position[] larger = [.. all.Where(held => Math.Sign(held.Quantity) == Math.Sign(quantity))];
        Position newest = all.OrderBy(held => held.LastFillAt).ThenBy(held => held.LastPrice).Last();
        return newest with
        {
            Leg = PositionLeg.Net,
            Quantity = quantity,
            AveragePrice = larger.Sum(held => held.AveragePrice * held.Quantity)
                / larger.Sum(held => held.Quantity),
        };
    }

    private static Dictionary<string, decimal> Sum(
        IEnumerable<IReadOnlyDictionary<string, decimal>> amounts) => amounts
        .SelectMany(one => one)
        .GroupBy(pair => pair.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal);
}
