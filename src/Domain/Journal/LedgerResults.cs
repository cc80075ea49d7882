namespace TradingBase.Journal;

/// <summary>Rows of what was earned and paid.</summary>
internal static class LedgerResults
{
    public static LedgerResult Next(StateRow? row, Posting posting, decimal amount)
    {
        string[] parts = posting.Account.Split(':', 2);
        LedgerResult present = row?.ToRecord<LedgerResult>() ?? new(
            parts[0], parts.Length > 1 ? InstrumentId.Parse(parts[1]) : null, posting.Currency, 0);
        return present with { Amount = present.Amount + amount };
    }
}
