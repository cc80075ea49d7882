namespace TradingBase.Journal;

/// <summary>A row of cash or deposits.</summary>
internal sealed record LedgerBalance(string Currency, decimal Amount)
{
    public static LedgerBalance Next(StateRow? row, string currency, decimal amount)
    {
        LedgerBalance present = row?.ToRecord<LedgerBalance>() ?? new(currency, 0);
        return present with { Amount = present.Amount + amount };
    }
}
