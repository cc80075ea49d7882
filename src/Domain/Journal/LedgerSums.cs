namespace TradingBase.Journal;

/// <summary>What entries sum to.</summary>
internal sealed class LedgerSums
{
    /// <summary>By the row that holds the same.</summary>
    public Dictionary<string, decimal> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>What is held has cost, by its account.</summary>
    public Dictionary<string, decimal> Costs { get; } = new(StringComparer.Ordinal);

    public void Add(LedgerEntry entry)
    {
        foreach ((string key, _, decimal amount) in LedgerSheet.Moves(entry.Postings))
        {
            Rows[key] = Rows.GetValueOrDefault(key) + amount;
        }

        foreach (Posting posting in entry.Postings)
        {
            if (posting.Account.StartsWith(LedgerSheet.Cost, StringComparison.Ordinal))
            {
                Costs[posting.Account] = Costs.GetValueOrDefault(posting.Account) + posting.Amount;
            }
        }
    }
}
