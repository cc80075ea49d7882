using TradingBase.Execution;
using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>The ledger on the state store.</summary>
/// <param name="store">Where it is kept.</param>
/// <remarks>
/// One partition, so that an entry and the balances that it changes are one submit: <c>entry:</c> and the id;
/// <c>balance:cash:</c> and <c>balance:deposited:</c> and the currency; <c>balance:position:</c> and the
/// instrument. Cash is the sum over account <c>cash</c>, deposits are the sum over <c>equity:deposits</c>
/// with the other sign,
/// units are the sum over <c>position</c>. Thread-safe; processes compete.
/// </remarks>
public sealed class LedgerBook(IStateStore store) : ILedger
{
    private const int PageSize = 256;
    private const int MaxBalances = 1_000_000;
    private const int MaxWalks = 20;

    private readonly StripedGate _gate = new();

    private delegate Position? MovePosition(Position? held, decimal units);

    /// <inheritdoc/>
    /// <remarks>Units of a position that is not held cannot be posted: only a fill opens one.</remarks>
    public Task<bool> PostAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return PostAsync(
            entry,
            (held, units) => held is null
                ? throw new ArgumentException(
                    $"Entry '{entry.Id}' moves units that are not held; a fill opens a position.")
                : LedgerSheet.Adjust(entry, held, units),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> PostFillAsync(Fill fill, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fill);
        return PostAsync(
            FillPostings.EntryOf(fill), (held, _) => PositionMath.Apply(held, fill.ToTrade()).Position,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LedgerBalances> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await ReadBalancesAsync(cancellationToken);
        return new(
            Amounts(rows, LedgerSheet.CashPrefix),
            [
                .. rows.Where(row => IsPosition(row.Key))
                    .Select(row => row.ToRecord<Position>())
                    .OrderBy(held => held.Instrument),
            ],
            Amounts(rows, LedgerSheet.DepositedPrefix));
    }

    /// <inheritdoc/>
    /// <exception cref="StateContentionException">The book did not stand still for one walk.</exception>
    public async Task<string?> FindImbalanceAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxWalks; i++)
        {
            IReadOnlyList<StateRow> before = await ReadBalancesAsync(cancellationToken);
            Dictionary<string, decimal> sums = [];
            string? fault = await WalkAsync(sums, cancellationToken);
            IReadOnlyList<StateRow> after = await ReadBalancesAsync(cancellationToken);
            if (before.Select(Tag).SequenceEqual(after.Select(Tag)))
            {
                return fault ?? Compare(before, sums);
            }
        }

        throw new StateContentionException(LedgerSheet.Partition, MaxWalks);
    }

    private static (string Key, string Version) Tag(StateRow row) => (row.Key, row.Version);

    private static bool IsPosition(string key) =>
        key.StartsWith(LedgerSheet.PositionPrefix, StringComparison.Ordinal);

    private static Dictionary<string, decimal> Amounts(IEnumerable<StateRow> rows, string prefix) => rows
        .Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(row => row.ToRecord<Balance>())
        .ToDictionary(balance => balance.Currency, balance => balance.Amount, StringComparer.Ordinal);

    private static string? Compare(IReadOnlyList<StateRow> rows, Dictionary<string, decimal> sums)
    {
        foreach (StateRow row in rows)
        {
            decimal balance;
            try
            {
                balance = IsPosition(row.Key)
                    ? row.ToRecord<Position>().Quantity
                    : row.ToRecord<Balance>().Amount;
            }
            catch (StateDamagedException damaged)
            {
                return damaged.Message;
            }

            sums.Remove(row.Key, out decimal sum);
            if (balance != sum)
            {
                return FormattableString.Invariant(
                    $"Row '{row.Key}' holds {balance}; its entries sum to {sum}.");
            }
        }

        return sums
            .Where(sum => sum.Value != 0)
            .OrderBy(sum => sum.Key, StringComparer.Ordinal)
            .Select(sum => FormattableString.Invariant(
                $"Row '{sum.Key}' is missing; its entries sum to {sum.Value}."))
            .FirstOrDefault();
    }

    private static StateChange? Move(
        LedgerEntry entry, (string Key, string Currency, decimal Amount) by, StateRow? row, MovePosition move)
    {
        if (!IsPosition(by.Key))
        {
            Balance present = row?.ToRecord<Balance>() ?? new(by.Currency, 0);
            return Swap(by.Key, row, present with { Amount = present.Amount + by.Amount });
        }

        Position? held = row?.ToRecord<Position>();
        Position? next = move(held, by.Amount);
        decimal expected = (held?.Quantity ?? 0) + by.Amount;
        return (next?.Quantity ?? 0) != expected
            ? throw new InvalidOperationException(
                FormattableString.Invariant($"Entry '{entry.Id}' makes {by.Currency} {expected} units, ")
                + FormattableString.Invariant($"its position {next?.Quantity}."))
            : next is not null ? Swap(by.Key, row, next)
            : row is not null ? StateChange.Delete(row)
            : null;
    }

    private static StateChange Swap<TRecord>(string key, StateRow? row, TRecord record)
    {
        byte[] value = StateStoreExtensions.ToValue(record);
        return row is null ? StateChange.Insert(key, value) : StateChange.Replace(row, value);
    }

    private async Task<bool> PostAsync(
        LedgerEntry entry, MovePosition move, CancellationToken cancellationToken)
    {
        Check.NotBlank(entry.Id);
        Check.Utc(entry.AtUtc);
        if (LedgerSheet.FaultOf(entry) is { } fault)
        {
            throw new ArgumentException(fault, nameof(entry));
        }

        using (await _gate.EnterAsync(LedgerSheet.Partition, cancellationToken))
        {
            Posted posted = await StateStoreExtensions.RetryAsync(
                LedgerSheet.Partition, () => TryPostAsync(entry, move, cancellationToken));
            return posted.Now;
        }
    }

    private async Task<Posted?> TryPostAsync(
        LedgerEntry entry, MovePosition move, CancellationToken cancellationToken)
    {
        string entryKey = LedgerSheet.EntryKey(entry.Id);
        if (await store.FindAsync(LedgerSheet.Partition, entryKey, cancellationToken) is not null)
        {
            return new(false);
        }

        List<StateChange> changes = [StateChange.Insert(entryKey, StateStoreExtensions.ToValue(entry))];
        foreach ((string Key, string Currency, decimal Amount) by in LedgerSheet.Moves(entry.Postings))
        {
            StateRow? row = await store.FindAsync(LedgerSheet.Partition, by.Key, cancellationToken);
            if (Move(entry, by, row, move) is { } change)
            {
                changes.Add(change);
            }
        }

        return await store.TrySubmitAsync(LedgerSheet.Partition, changes, cancellationToken)
            ? new(true)
            : null;
    }

    private async Task<string?> WalkAsync(
        Dictionary<string, decimal> sums, CancellationToken cancellationToken)
    {
        for (string from = LedgerSheet.EntryPrefix; ;)
        {
            IReadOnlyList<StateRow> page = await store.ReadAsync(
                LedgerSheet.Partition, from, StateKey
                    .After(LedgerSheet.EntryPrefix), PageSize, newestFirst: false,
                cancellationToken);
            foreach (StateRow row in page)
            {
                if (Add(row, sums) is { } fault)
                {
                    return fault;
                }
            }

            if (page.Count < PageSize)
            {
                return null;
            }

            from = page[^1].Key + ' ';
        }
    }

    private static string? Add(StateRow row, Dictionary<string, decimal> sums)
    {
        try
        {
            LedgerEntry entry = row.ToRecord<LedgerEntry>();
            foreach ((string key, _, decimal amount) in LedgerSheet.Moves(entry.Postings))
            {
                sums[key] = sums.GetValueOrDefault(key) + amount;
            }

            return LedgerSheet.EntryKey(entry.Id) == row.Key
                ? LedgerSheet.FaultOf(entry)
                : $"Row '{row.Key}' holds the entry '{entry.Id}'.";
        }
        catch (StateDamagedException damaged)
        {
            return damaged.Message;
        }
    }

    private Task<IReadOnlyList<StateRow>> ReadBalancesAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
        LedgerSheet.Partition, LedgerSheet.BalancePrefix, StateKey
            .After(LedgerSheet.BalancePrefix), MaxBalances,
        newestFirst: false, cancellationToken);

    private sealed record Balance(string Currency, decimal Amount);

    private sealed record Posted(bool Now);
}
