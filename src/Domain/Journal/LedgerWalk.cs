using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>Walks all entries of an account.</summary>
/// <param name="store">Where they are kept.</param>
internal sealed class LedgerWalk(IStateStore store)
{
    private const int PageSize = 256;
    private const int MostBalances = 1_000_000;
    private const int MaxWalks = 20;

    // An average price is a quotient; what a position cost is a sum.
    private const decimal CostTolerance = 0.000_000_1m;

    public async Task<decimal> CountUnitsAsync(
        string account, InstrumentId instrument, DateTimeOffset before, CancellationToken cancellationToken)
    {
        string units = instrument.ToString();
        decimal held = 0;
        string partition = LedgerSheet.PartitionOf(account);
        await foreach (StateRow row in EntriesAsync(partition, cancellationToken))
        {
            LedgerEntry entry = row.ToRecord<LedgerEntry>();
            if (entry.AtUtc < before)
            {
                held += entry.Postings
                    .Where(posting => posting.Currency == units && IsUnits(posting.Account))
                    .Sum(posting => posting.Amount);
            }
        }

        return held;
    }

    public async Task<string?> FindImbalanceAsync(string account, CancellationToken cancellationToken)
    {
        string partition = LedgerSheet.PartitionOf(account);
        for (int i = 0; i < MaxWalks; i++)
        {
            IReadOnlyList<StateRow> before = await ReadRowsAsync(partition, cancellationToken);
            LedgerSums sums = new();
            string? fault = await SumAsync(partition, sums, cancellationToken);
            IReadOnlyList<StateRow> after = await ReadRowsAsync(partition, cancellationToken);
            if (before.Select(Tag).SequenceEqual(after.Select(Tag)))
            {
                return fault ?? Compare(before, sums);
            }
        }

        throw new StateContentionException(partition, MaxWalks);
    }

    private static bool IsUnits(string account) => account.Split(':', 2)[0] is LedgerSheet.Units;

    private static (string Key, string Version) Tag(StateRow row) => (row.Key, row.Version);

    private static string? Compare(IReadOnlyList<StateRow> rows, LedgerSums sums)
    {
        try
        {
            return rows.Select(row => Compare(row, sums)).FirstOrDefault(fault => fault is not null)
                ?? sums.Rows.Where(sum => sum.Value != 0)
                    .OrderBy(sum => sum.Key, StringComparer.Ordinal)
                    .Select(sum => FormattableString.Invariant(
                        $"Row '{sum.Key}' is missing; its entries sum to {sum.Value}."))
                    .FirstOrDefault();
        }
        catch (StateDamagedException damaged)
        {
            return damaged.Message;
        }
    }

    private static string? Compare(StateRow row, LedgerSums sums)
    {
        Position? held = row.Key.StartsWith(LedgerSheet.PositionPrefix, StringComparison.Ordinal)
            ? row.ToRecord<Position>()
            : null;
        decimal balance = held?.Quantity
            ?? (row.Key.StartsWith(LedgerSheet.ResultPrefix, StringComparison.Ordinal)
                ? row.ToRecord<LedgerResult>().Amount
                : row.ToRecord<LedgerBalance>().Amount);
        sums.Rows.Remove(row.Key, out decimal sum);
        if (balance != sum)
        {
            return FormattableString.Invariant(
                $"Row '{row.Key}' holds {balance}; its entries sum to {sum}.");
        }

        if (held is null)
        {
            return null;
        }

        decimal cost = held.AveragePrice * held.Quantity * held.Multiplier;
        decimal paid = sums.Costs.GetValueOrDefault(LedgerSheet.CostOf(held.Leg, held.Instrument));
        return Math.Abs(cost - paid) <= CostTolerance * Math.Max(1, Math.Abs(paid))
            ? null
            : FormattableString.Invariant(
                $"Row '{row.Key}' holds {held.Quantity} at {held.AveragePrice}, which cost {cost}; ")
                + FormattableString.Invariant($"its entries sum to {paid}.");
    }

    private static string? Add(StateRow row, LedgerSums sums)
    {
        try
        {
            LedgerEntry entry = row.ToRecord<LedgerEntry>();
            sums.Add(entry);
            return LedgerSheet.EntryKey(entry.Id) == row.Key
                ? LedgerSheet.FaultOf(entry)
                : $"Row '{row.Key}' holds the entry '{entry.Id}'.";
        }
        catch (StateDamagedException damaged)
        {
            return damaged.Message;
        }
    }

    private async Task<string?> SumAsync(
        string partition, LedgerSums sums, CancellationToken cancellationToken)
    {
        await foreach (StateRow row in EntriesAsync(partition, cancellationToken))
        {
            if (Add(row, sums) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<StateRow>> ReadRowsAsync(
        string partition, CancellationToken cancellationToken) =>
        [
            .. await store.ReadAsync(
                partition, LedgerSheet.BalancePrefix, StateKey.After(LedgerSheet.BalancePrefix), MostBalances,
                newestFirst: false, cancellationToken),
            .. await store.ReadAsync(
                partition, LedgerSheet.ResultPrefix, StateKey.After(LedgerSheet.ResultPrefix), MostBalances,
                newestFirst: false, cancellationToken),
        ];

    private async IAsyncEnumerable<StateRow> EntriesAsync(
        string partition,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string from = LedgerSheet.EntryPrefix; ;)
        {
            IReadOnlyList<StateRow> page = await store.ReadAsync(
                partition, from, StateKey.After(LedgerSheet.EntryPrefix), PageSize, newestFirst: false,
                cancellationToken);
            foreach (StateRow row in page)
            {
                yield return row;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            from = page[^1].Key + ' ';
        }
    }
}
