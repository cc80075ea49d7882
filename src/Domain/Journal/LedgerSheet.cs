using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>What entries do to the balances: which rows there are, and how postings change them.</summary>
internal static class LedgerSheet
{
    public const string Partition = "ledger";
    public const string EntryPrefix = "entry:";

    /// <summary>Before all balances, so that one read gives them as they were at one moment.</summary>
    public const string BalancePrefix = "balance:";

    public const string CashPrefix = BalancePrefix + "cash:";
    public const string DepositedPrefix = BalancePrefix + "deposited:";
    public const string PositionPrefix = BalancePrefix + "position:";

    /// <summary>The account of cash, in any currency.</summary>
    public const string Cash = "cash";

    /// <summary>The account of units held; its currency is the instrument.</summary>
    public const string Units = "position";

    /// <summary>The other side of what was bought and sold.</summary>
    public const string Trading = "trading";

    /// <summary>What venues took.</summary>
    public const string Fees = "fees";

    /// <summary>The other side of cash that was put in or taken out.</summary>
    public const string Deposits = "equity:deposits";

    public static string EntryKey(string id) => EntryPrefix + StateKey.Escape(id);

    /// <summary>Sums postings by the balance that they change.</summary>
    /// <returns>Row and signed amount; postings on other accounts change no balance.</returns>
    public static IEnumerable<(string Key, string Currency, decimal Amount)> Moves(
        IEnumerable<Posting> postings) =>
        postings
            .GroupBy(posting => (posting.Account, posting.Currency))
            .Select(group => (
                Key: BalanceKey(group.Key.Account, group.Key.Currency), group.Key.Currency,
                Amount: (group.Key.Account == Deposits ? -1 : 1) * group.Sum(posting => posting.Amount)))
            .Where(move => move.Key.Length > 0);

    /// <summary>The first thing that keeps an entry from being in balance.</summary>
    /// <returns>A sentence, or null.</returns>
    public static string? FaultOf(LedgerEntry entry)
    {
        if (entry.Postings.Count < 2)
        {
            return $"Entry '{entry.Id}' has {entry.Postings.Count} postings; at least 2 were expected.";
        }

        return entry.Postings
            .GroupBy(posting => posting.Currency)
            .Select(group => (Currency: group.Key, Sum: group.Sum(posting => posting.Amount)))
            .Where(total => total.Sum != 0)
            .Select(total => FormattableString.Invariant(
                $"Entry '{entry.Id}' sums to {total.Sum} in {total.Currency}; 0 was expected."))
            .FirstOrDefault();
    }

    /// <summary>Changes a position's units without a price.</summary>
    /// <returns>The position, or null when it is closed.</returns>
    /// <remarks>A split keeps what the position cost; any other correction keeps its average price.</remarks>
    public static Position? Adjust(LedgerEntry entry, Position held, decimal units)
    {
        decimal quantity = held.Quantity + units;
        if (quantity == 0)
        {
            return null;
        }

        decimal scale = entry.Kind is LedgerEntryKind.Split ? held.Quantity / quantity : 1;
        return held with
        {
            Quantity = quantity,
            AveragePrice = held.AveragePrice * scale,
            LastPrice = held.LastPrice * scale,
        };
    }

    private static string BalanceKey(string account, string currency) => account switch
    {
        Cash => CashPrefix + StateKey.Escape(currency),
        Deposits => DepositedPrefix + StateKey.Escape(currency),
        Units => PositionPrefix + StateKey.Escape(currency),
        _ => string.Empty,
    };
}
