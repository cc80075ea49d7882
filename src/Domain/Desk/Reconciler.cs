using System.Globalization;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>Compares the books with what a venue says of the account.</summary>
/// <param name="options">Tolerances.</param>
/// <param name="catalog">Knows which coin an instrument stands for.</param>
/// <remarks>
/// Pure and thread-safe. Source: the invariants of nautilus_trader's reconciliation (docs, live): position
/// quantity equal, average price within 0.01 %.
/// </remarks>
public sealed class Reconciler(ReconciliationOptions options, MarketCatalog catalog)
{
    /// <summary>Finds in which orders the two sides differ.</summary>
    /// <param name="ours">Open orders of this venue, sent or not.</param>
    /// <param name="externals">Orders of others that are known.</param>
    /// <param name="theirs">The venue's account.</param>
    public static OrderComparison CompareOrders(
        IReadOnlyList<OpenOrder> ours, IReadOnlyList<ExternalOrder> externals, VenueAccount theirs)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(externals);
        ArgumentNullException.ThrowIfNull(theirs);
        Dictionary<string, VenueOrder> byId = theirs.OpenOrders
            .Where(order => order.ClientOrderId is not null)
            .GroupBy(order => order.ClientOrderId!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        HashSet<string> own = [.. ours.Select(order => order.Id)];
        HashSet<string> external = [.. externals.Select(order => order.Order.VenueOrderId)];
        HashSet<string> open = [.. theirs.OpenOrders.Select(order => order.VenueOrderId)];

        // An order that is sliced is never sent itself; its slices are.
        OpenOrder[] sent = [.. ours.Where(order => order is { SentAt: not null, Sliced: 0 })];
        return new(
            [
                .. theirs.OpenOrders.Where(order => !external.Contains(order.VenueOrderId)
                    && (order.ClientOrderId is null || !own.Contains(order.ClientOrderId))),
            ],
            [.. sent.Where(order => !byId.ContainsKey(order.Id))],
            [
                .. sent.Where(order =>
                    byId.TryGetValue(order.Id, out VenueOrder? at) && at.Filled > order.Filled),
            ],
            [.. externals.Where(order => !open.Contains(order.Order.VenueOrderId))]);
    }

    /// <summary>Finds what differs in positions and cash: nothing of it is explained.</summary>
    /// <param name="ours">The venue's account by the books, all known fills posted.</param>
    /// <param name="theirs">The same by the venue.</param>
    /// <returns>
    /// Positions by instrument, then coins that several instruments or cash stand for, then cash by currency.
    /// </returns>
    public IReadOnlyList<ReconciliationFinding> FindBreaks(LedgerBalances ours, VenueAccount theirs)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        ILookup<InstrumentId, Position> legs = ours.Positions.ToLookup(held => held.Instrument);
        ILookup<InstrumentId, VenuePosition> held = theirs.Positions.ToLookup(one => one.Instrument);
        InstrumentId[] instruments = [.. legs.Select(group => group.Key)
            .Union(held.Select(group => group.Key))
            .Order()];
        IReadOnlyDictionary<string, IReadOnlyList<InstrumentId>> coins = catalog.Shared(
            instruments, ours.Cash.Keys.Union(theirs.Cash.Keys).ToHashSet(StringComparer.Ordinal));
        HashSet<InstrumentId> ofCoins = [.. coins.Values.SelectMany(pairs => pairs)];
        IEnumerable<ReconciliationFinding?> positions = instruments.Where(id => !ofCoins.Contains(id))
            .Select(instrument => Compare(instrument, [.. legs[instrument]], [.. held[instrument]]));
        IEnumerable<ReconciliationFinding?> cash = ours.Cash.Keys
            .Union(theirs.Cash.Keys, StringComparer.Ordinal)
            .Where(currency => !coins.ContainsKey(currency))
            .Order(StringComparer.Ordinal)
            .Select(currency => Compare(
                currency, ours.Cash.GetValueOrDefault(currency), theirs.Cash.GetValueOrDefault(currency)));
        IEnumerable<ReconciliationFinding?> balances = coins
            .OrderBy(coin => coin.Key, StringComparer.Ordinal)
            .Select(coin => CompareCoin(
                coin.Key,
                coin.Value.Sum(pair => legs[pair].Sum(one => one.Quantity))
                    + ours.Cash.GetValueOrDefault(coin.Key),
                coin.Value.Sum(pair => held[pair].Sum(one => one.Quantity))
                    + theirs.Cash.GetValueOrDefault(coin.Key)));
        return [.. positions.Concat(balances).Concat(cash).OfType<ReconciliationFinding>()];
    }

    /// <summary>Counts how often each break was seen in a row.</summary>
    /// <param name="before">What the last run saw.</param>
    /// <param name="breaks">What this run sees.</param>
    /// <param name="at">When this run was begun, UTC.</param>
    public static IReadOnlyList<Suspicion> Suspect(
        IReadOnlyList<Suspicion> before, IReadOnlyList<ReconciliationFinding> breaks, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(breaks);
        Dictionary<string, Suspicion> known = before.ToDictionary(
            one => one.Finding.Key, StringComparer.Ordinal);
        return
        [
            .. breaks.Select(found => known.TryGetValue(found.Key, out Suspicion? last)
                ? new Suspicion(
                    found, last.FirstSeenAt, last.Runs + 1,
                    last.Finding.Difference == found.Difference ? last.SameRuns + 1 : 1)
                : new(found, at, 1, 1)),
        ];
    }

    /// <summary>Whether a break was seen often enough to be one.</summary>
    public bool Counts(Suspicion suspicion)
    {
        ArgumentNullException.ThrowIfNull(suspicion);
        return suspicion.SameRuns >= options.RunsThatCount || suspicion.Runs >= options.MostRuns;
    }

    private static string Text(decimal figure) =>
        figure.ToString("0.############################", CultureInfo.InvariantCulture);

    private ReconciliationFinding? Compare(
        InstrumentId instrument, Position[] ours, VenuePosition[] theirs)
    {
        decimal units = ours.Sum(held => held.Quantity), there = theirs.Sum(held => held.Quantity);
        if (units != there)
        {
            return new(
                ReconciliationFindingKind.PositionDiffers, instrument.ToString(), Explained: false,
                $"{instrument} is {Text(units)} by the books and {Text(there)} at the venue.", there - units);
        }

        // Legs, and venues that keep no average, have nothing to compare.
        return ours is [{ Leg: PositionLeg.Net } own] && theirs is [{ AveragePrice: { } price }]
            && Math.Abs(price - own.AveragePrice)
                > options.PriceTolerance.Value * Math.Max(Math.Abs(price), Math.Abs(own.AveragePrice))
            ? new(
                ReconciliationFindingKind.PriceDiffers, instrument.ToString(), Explained: false,
                $"{instrument} cost {Text(own.AveragePrice)} on average by the books and {Text(price)} at "
                    + "the venue.",
                price - own.AveragePrice)
            : null;
    }

    private static ReconciliationFinding? CompareCoin(string coin, decimal ours, decimal theirs) =>
        ours == theirs
            ? null
            : new(
                ReconciliationFindingKind.PositionDiffers, coin, Explained: false,
                $"{coin} is {Text(ours)} by the books and {Text(theirs)} at the venue, in all pairs "
                    + "together.",
                theirs - ours);

    private ReconciliationFinding? Compare(string currency, decimal ours, decimal theirs) =>
        Math.Abs(ours - theirs) <= options.ToleranceOf(currency)
            ? null
            : new(
                ReconciliationFindingKind.CashDiffers, currency, Explained: false,
                $"Cash is {Text(ours)} {currency} by the books and {Text(theirs)} at the venue.",
                theirs - ours);
}
