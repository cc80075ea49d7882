using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>
/// Counts coins as a spot venue does: one balance, whatever pairs it was dealt in and whatever fees it paid.
/// </summary>
internal static class CoinBalances
{
    /// <summary>The coin that an instrument stands for, or null.</summary>
    internal static string? CoinOf(this MarketCatalog catalog, InstrumentId id) =>
        catalog.Find(id.Market).Describe(id.Symbol, tradable: true).FindCoin();

    /// <summary>
    /// Coins that one instrument does not tell whole: several pairs stand for them, or cash does as well.
    /// </summary>
    /// <param name="catalog">Describes instruments.</param>
    /// <param name="instruments">What is held on either side.</param>
    /// <param name="cash">Currencies of cash on either side.</param>
    /// <returns>The instruments of each such coin, in their order.</returns>
    internal static IReadOnlyDictionary<string, IReadOnlyList<InstrumentId>> Shared(
        this MarketCatalog catalog, IEnumerable<InstrumentId> instruments, IReadOnlySet<string> cash) =>
        instruments.Distinct()
            .Select(id => (Id: id, Coin: catalog.CoinOf(id)))
            .Where(one => one.Coin is not null)
            .GroupBy(one => one.Coin!, one => one.Id, StringComparer.Ordinal)
            .Where(coin => cash.Contains(coin.Key) || coin.Count() > 1)
            .ToDictionary(
                coin => coin.Key, IReadOnlyList<InstrumentId> (coin) => [.. coin.Order()],
                StringComparer.Ordinal);

    /// <summary>
    /// Lays what a venue holds on the instruments of the books: a coin's balance on its pairs in their
    /// order, each as much as the books hold in it, the last one what is left.
    /// </summary>
    /// <param name="catalog">Describes instruments.</param>
    /// <param name="booked">By the books.</param>
    /// <param name="told">By the venue.</param>
    /// <returns>Signed units by instrument.</returns>
    internal static Dictionary<InstrumentId, decimal> Lay(
        this MarketCatalog catalog, IReadOnlyList<Position> booked, VenueAccount told)
    {
        Dictionary<InstrumentId, decimal> there = told.Positions
            .GroupBy(held => held.Instrument)
            .ToDictionary(legs => legs.Key, legs => legs.Sum(leg => leg.Quantity));
        Dictionary<InstrumentId, decimal> ours = booked
            .GroupBy(held => held.Instrument)
            .ToDictionary(legs => legs.Key, legs => legs.Sum(leg => leg.Quantity));
        foreach ((string coin, IReadOnlyList<InstrumentId> pairs) in catalog.Shared(
            ours.Keys.Concat(there.Keys), told.Cash.Keys.ToHashSet(StringComparer.Ordinal)))
        {
            decimal left = pairs.Sum(pair => there.GetValueOrDefault(pair))
                + told.Cash.GetValueOrDefault(coin);
            InstrumentId[] held = [.. pairs.Where(ours.ContainsKey)];
            foreach (InstrumentId pair in held)
            {
                there[pair] = pair == held[^1] ? left : Math.Min(ours[pair], left);
                left -= there[pair];
            }
        }

        return there;
    }
}
