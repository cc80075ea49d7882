using TradingBase.Execution;
using TradingBase.Portfolio;
using TradingBase.Strategy;

namespace TradingBase.Journal;

/// <summary>What a fill does to the book.</summary>
internal static class FillPostings
{
    /// <summary>The entry's id: trade ids are unique per instrument at some venues only.</summary>
    public static string IdOf(Fill fill) => $"fill:{fill.Instrument}:{fill.TradeId}";

    /// <summary>Makes the entry of a fill.</summary>
    public static LedgerEntry EntryOf(Fill fill)
    {
        decimal units = UnitsOf(fill);
        decimal cost = units * fill.Price * fill.Multiplier;
        List<Posting> postings = [];
        Move(postings, "position", "trading", fill.Instrument.ToString(), units);
        Move(postings, "cash", "trading", fill.Currency, -cost);
        bool inUnits = FeeIsInUnits(fill);
        Move(
            postings, inUnits ? "position" : "cash", "fees",
            inUnits ? fill.Instrument.ToString() : fill.FeeCurrency, -fill.Fee);
        string memo = FormattableString.Invariant(
            $"{fill.Side} {fill.Quantity} {fill.Instrument} at {fill.Price} {fill.Currency}, order {fill.ClientOrderId}.");
        return new(IdOf(fill), LedgerEntryKind.Trade, fill.AtUtc, postings, memo);
    }

    /// <summary>Changes a position by a fill, a fee in units included.</summary>
    public static Position Apply(Fill fill, Position held)
    {
        Position filled = held.With(UnitsOf(fill), fill.Price, fill.AtUtc);
        return FeeIsInUnits(fill) && fill.Fee != 0 ? filled.With(-fill.Fee, fill.Price, fill.AtUtc) : filled;
    }

    /// <summary>Whether the fee is taken in what was traded, such as BTC of BTCUSD: it reduces the units held.</summary>
    private static bool FeeIsInUnits(Fill fill) =>
        fill.FeeCurrency != fill.Currency
        && fill.Instrument.Symbol.Length == fill.FeeCurrency.Length + fill.Currency.Length
        && fill.Instrument.Symbol.StartsWith(fill.FeeCurrency, StringComparison.Ordinal)
        && fill.Instrument.Symbol.EndsWith(fill.Currency, StringComparison.Ordinal);

    private static decimal UnitsOf(Fill fill) => fill.Side is OrderSide.Buy ? fill.Quantity : -fill.Quantity;

    private static void Move(
        List<Posting> postings, string account, string against, string currency, decimal amount)
    {
        if (amount != 0)
        {
            postings.Add(new(account, currency, amount));
            postings.Add(new(against, currency, -amount));
        }
    }
}
