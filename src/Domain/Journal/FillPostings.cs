using TradingBase.Execution;
using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>What a fill does to the book.</summary>
internal static class FillPostings
{
    /// <summary>
    /// Makes the entry of a fill: units and cash against trading, and the fee where there is one.
    /// </summary>
    /// <remarks>
    /// Its id names the instrument too: trade ids are unique per instrument at some venues only.
    /// </remarks>
    public static LedgerEntry EntryOf(Fill fill)
    {
        Trade trade = fill.ToTrade();
        string units = fill.Instrument.ToString();
        List<Posting> postings = [];
        Move(postings, LedgerSheet.Units, LedgerSheet.Trading, units, trade.SignedQuantity);
        Move(postings, LedgerSheet.Cash, LedgerSheet.Trading, fill.Currency, trade.CashFlow);
        if (trade.FeeInUnits != 0)
        {
            Move(postings, LedgerSheet.Units, LedgerSheet.Fees, units, -trade.FeeInUnits);
        }
        else
        {
            Move(postings, LedgerSheet.Cash, LedgerSheet.Fees, fill.FeeCurrency, -fill.Fee);
        }

        string memo = FormattableString.Invariant(
            $"{fill.Side} {fill.Quantity} {units} at {fill.Price} {fill.Currency}, ")
            + $"order {fill.ClientOrderId}.";
        return new($"fill:{units}:{fill.TradeId}", LedgerEntryKind.Trade, fill.AtUtc, postings, memo);
    }

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
