using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>The accounts of a book, and the rows that are kept of them.</summary>
internal static class LedgerSheet
{
    public const string EntryPrefix = "entry:";

    /// <summary>Before all balances, so that one read gives them as they were at one moment.</summary>
    public const string BalancePrefix = "balance:";

    public const string CashPrefix = BalancePrefix + "cash:";
    public const string DepositedPrefix = BalancePrefix + "deposited:";
    public const string PositionPrefix = BalancePrefix + "position:";

    /// <summary>Before what was earned and paid: read for reports only.</summary>
    public const string ResultPrefix = "result:";

    /// <summary>The account of cash, in any currency.</summary>
    public const string Cash = "cash";

    /// <summary>The account of units held; its currency is the instrument.</summary>
    public const string Units = "position";

    /// <summary>What is held has cost so much; one account per instrument and leg.</summary>
    public const string Cost = "cost";

    /// <summary>The other side of units, and of one currency against another.</summary>
    public const string Trading = "trading";

    /// <summary>Gains and losses of what was closed, per instrument.</summary>
    public const string Realised = "realised";

    /// <summary>What venues took, per instrument for trades.</summary>
    public const string Fees = "fees";

    /// <summary>Dividends and funding, per instrument.</summary>
    public const string Income = "income";

    /// <summary>Interest on cash.</summary>
    public const string Interest = "interest";

    /// <summary>What inference cost.</summary>
    public const string Inference = "inference";

    /// <summary>The other side of what a person corrected.</summary>
    public const string Adjustments = "adjustments";

    /// <summary>The other side of what was put in or taken out.</summary>
    public const string Deposits = "equity:deposits";

    private static readonly string[] Results =
        [Realised, Fees, Income, Interest, Inference, Adjustments];

    public static string PartitionOf(string account) => "ledger:" + StateKey.Escape(account);

    /// <summary>Before the newest conversion of each currency: the next rows after the balances.</summary>
    public const string ConvertedPrefix = "converted:";

    /// <summary>Holds the moment of the newest trade; outside of the balances, since it is no sum.</summary>
    public const string LastTradeKey = "last-trade";

    public static string EntryKey(string id) => EntryPrefix + StateKey.Escape(id);

    public static string PositionKey(PositionLeg leg, string instrument) =>
        PositionPrefix + StateKey.Escape(instrument + Tail(leg));

    public static string Of(string account, InstrumentId instrument) => $"{account}:{instrument}";

    public static string UnitsOf(PositionLeg leg) => Units + Tail(leg);

    public static string CostOf(PositionLeg leg, InstrumentId instrument) =>
        $"{Cost}{Tail(leg)}:{instrument}";

    /// <summary>The row that a posting changes.</summary>
    /// <returns>
    /// Its key, empty where none is kept; and the sign with which the row shows the amount.
    /// </returns>
    public static (string Key, int Sign) RowOf(Posting posting)
    {
        string account = posting.Account, currency = posting.Currency;
        string kind = account.Split(':', 2)[0];
        return account switch
        {
            Cash => (CashPrefix + StateKey.Escape(currency), 1),
            Deposits => (DepositedPrefix + StateKey.Escape(currency), -1),
            _ when kind is Units => (PositionPrefix + StateKey.Escape(currency + account[kind.Length..]), 1),
            _ when Results.Contains(kind) =>
                (ResultPrefix + StateKey.Escape($"{account}:{currency}"), -1),
            _ => (string.Empty, 0),
        };
    }

    /// <summary>Sums postings by the row that they change.</summary>
    public static IEnumerable<(string Key, Posting First, decimal Amount)> Moves(
        IEnumerable<Posting> postings) =>
        postings
            .Select(posting => (Row: RowOf(posting), Posting: posting))
            .Where(move => move.Row.Key.Length > 0)
            .GroupBy(move => move.Row.Key)
            .Select(group => (
                group.Key, group.First().Posting, group.Sum(move => move.Row.Sign * move.Posting.Amount)));

    /// <summary>The first thing that keeps an entry from being in balance.</summary>
    /// <returns>A sentence, or null.</returns>
    public static string? FaultOf(LedgerEntry entry)
    {
        // A split or a dividend of what nobody held is an event too: a second telling must find it. So is a
        // trade that was just what the desk had made up of it.
        bool mayBeEmpty =
            entry.Kind is LedgerEntryKind.Split or LedgerEntryKind.Dividend or LedgerEntryKind.Trade;
        if (entry.Postings.Count < 2 && !(mayBeEmpty && entry.Postings.Count == 0))
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

    private static string Tail(PositionLeg leg) => leg switch
    {
        PositionLeg.LongSide => ":long",
        PositionLeg.ShortSide => ":short",
        _ => string.Empty,
    };
}
