using System.Collections.Concurrent;
using TradingBase.Execution;
using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>The ledger on the state store.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="options">Which markets hold long and short apart; none when left out.</param>
/// <remarks>
/// A partition per account, so that accounts do not contend and an entry and the balances that it changes are
/// one submit: <c>entry:</c> and the id; <c>balance:cash:</c> and <c>balance:deposited:</c> and the currency;
/// <c>balance:position:</c> and the instrument; <c>result:</c>, the account and the currency;
/// <c>converted:</c> and the currency; <c>last-trade</c>. The partition <c>ledgers</c> names the accounts; a
/// name is there before its first entry. Thread-safe; processes compete.
/// </remarks>
public sealed class LedgerBook(IStateStore store, LedgerOptions? options = null) : ILedger
{
    private const string Accounts = "ledgers";
    private const int MostAccounts = 10_000;
    private const int MostBalances = 1_000_000;

    private static readonly PositionLeg[] Netting = [PositionLeg.Net];
    private static readonly PositionLeg[] Hedging =
        [PositionLeg.Net, PositionLeg.LongSide, PositionLeg.ShortSide];

    private readonly StripedGate _gate = new();
    private readonly LedgerOptions _options = options ?? new();
    private readonly LedgerWalk _walk = new(store);
    private readonly ConcurrentDictionary<string, bool> _named = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<bool> PostAsync(LedgerEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(happened);
        string partition = LedgerSheet.PartitionOf(happened.Account);
        using (await _gate.EnterAsync(partition, cancellationToken))
        {
            Posted posted = await StateStoreExtensions.RetryAsync(
                partition, () => TryPostAsync(partition, happened, cancellationToken));
            return posted.Now;
        }
    }

    /// <inheritdoc/>
    public Task<bool> PostFillAsync(Fill fill, CancellationToken cancellationToken) =>
        PostAsync(LedgerEvents.Trade(fill), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> HasFillAsync(Fill fill, CancellationToken cancellationToken) =>
        await FindFillAsync(fill, cancellationToken) is not null;

    /// <inheritdoc/>
    public Task<LedgerEntry?> FindFillAsync(Fill fill, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fill);
        return store.FindRecordAsync<LedgerEntry>(
            LedgerSheet.PartitionOf(fill.Venue), LedgerSheet.EntryKey(LedgerEvents.IdOf(fill)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAccountsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.ReadAsync(
            Accounts, null, null, MostAccounts, newestFirst: false, cancellationToken);
        return
        [
            .. rows.Select(row => row.ToRecord<Named>().Account).Order(StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<LedgerBalances> ReadAsync(CancellationToken cancellationToken)
    {
        List<LedgerBalances> accounts = [];
        foreach (string account in await ListAccountsAsync(cancellationToken))
        {
            accounts.Add(await ReadAsync(account, cancellationToken));
        }

        return LedgerBalances.Together(accounts);
    }

    /// <inheritdoc/>
    public async Task<LedgerBalances> ReadAsync(string account, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await ReadRowsAsync(
            account, LedgerSheet.BalancePrefix, LedgerSheet.ConvertedPrefix, cancellationToken);
        LastTrade? last = await store.FindRecordAsync<LastTrade>(
            LedgerSheet.PartitionOf(account), LedgerSheet.LastTradeKey, cancellationToken);
        return new(
            Amounts(rows, LedgerSheet.CashPrefix),
            [
                .. rows.Where(row => row.Key.StartsWith(LedgerSheet.PositionPrefix, StringComparison.Ordinal))
                    .Select(row => row.ToRecord<Position>())
                    .OrderBy(held => held.Instrument)
                    .ThenBy(held => held.Leg),
            ],
            Amounts(rows, LedgerSheet.DepositedPrefix))
        {
            LastTradeAt = last?.AtUtc,
            Conversions =
            [
                .. rows
                    .Where(row => row.Key.StartsWith(LedgerSheet.ConvertedPrefix, StringComparison.Ordinal))
                    .Select(row => row.ToRecord<LedgerConversion>()),
            ],
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerResult>> ReadResultsAsync(
        string account, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await ReadRowsAsync(
            account, LedgerSheet.ResultPrefix, LedgerSheet.ResultPrefix, cancellationToken);
        return [.. rows.Select(row => row.ToRecord<LedgerResult>())];
    }

    /// <inheritdoc/>
    public Task<decimal> CountUnitsAsync(
        string account, InstrumentId instrument, DateTimeOffset before,
        CancellationToken cancellationToken) =>
        _walk.CountUnitsAsync(account, instrument, Check.Utc(before), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StateContentionException">An account did not stand still for one walk.</exception>
    public async Task<string?> FindImbalanceAsync(CancellationToken cancellationToken)
    {
        foreach (string account in await ListAccountsAsync(cancellationToken))
        {
            if (await _walk.FindImbalanceAsync(account, cancellationToken) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static Dictionary<string, decimal> Amounts(IEnumerable<StateRow> rows, string prefix) => rows
        .Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(row => row.ToRecord<LedgerBalance>())
        .ToDictionary(balance => balance.Currency, balance => balance.Amount, StringComparer.Ordinal);

    private static StateChange? Swap<TRecord>(string key, StateRow? row, TRecord? record)
        where TRecord : class =>
        record is not null && row is not null
            ? StateChange.Replace(row, StateStoreExtensions.ToValue(record))
            : record is not null ? StateChange.Insert(key, StateStoreExtensions.ToValue(record))
            : row is not null ? StateChange.Delete(row)
            : null;

    private async Task<Posted?> TryPostAsync(
        string partition, LedgerEvent happened, CancellationToken cancellationToken)
    {
        string entryKey = LedgerSheet.EntryKey(happened.Id);
        if (await store.FindAsync(partition, entryKey, cancellationToken) is not null)
        {
            return new(false);
        }

        Dictionary<PositionLeg, StateRow> legs = await ReadLegsAsync(partition, happened, cancellationToken);
        PositionMode mode = happened.Instrument is { } of ? _options.ModeOf(of) : PositionMode.Netting;
        LedgerDraft draft = new(
            mode, legs.ToDictionary(leg => leg.Key, leg => leg.Value.ToRecord<Position>()));
        happened.Book(draft);
        LedgerEntry entry = new(happened.Id, happened.Kind, happened.AtUtc, draft.Postings, happened.Memo);
        if (LedgerSheet.FaultOf(entry) is { } fault)
        {
            throw new ArgumentException(fault, nameof(happened));
        }

        List<StateChange> changes = [StateChange.Insert(entryKey, StateStoreExtensions.ToValue(entry))];
        foreach ((PositionLeg leg, Position? position) in draft.Positions)
        {
            string key = LedgerSheet.PositionKey(leg, happened.Instrument!.Value.ToString());
            if (Swap(key, legs.GetValueOrDefault(leg), position) is { } change)
            {
                changes.Add(change);
            }
        }

        await AddBalancesAsync(partition, entry, changes, cancellationToken);
        await AddLastTradeAsync(partition, entry, changes, cancellationToken);
        await AddConversionsAsync(partition, entry, changes, cancellationToken);
        await NameAsync(happened.Account, cancellationToken);
        return await store.TrySubmitAsync(partition, changes, cancellationToken) ? new(true) : null;
    }

    private async Task<Dictionary<PositionLeg, StateRow>> ReadLegsAsync(
        string partition, LedgerEvent happened, CancellationToken cancellationToken)
    {
        Dictionary<PositionLeg, StateRow> legs = [];
        if (happened.Instrument is { } instrument)
        {
            foreach (PositionLeg leg in
                _options.ModeOf(instrument) is PositionMode.Hedging ? Hedging : Netting)
            {
                string key = LedgerSheet.PositionKey(leg, instrument.ToString());
                if (await store.FindAsync(partition, key, cancellationToken) is { } row)
                {
                    legs.Add(leg, row);
                }
            }
        }

        return legs;
    }

    private async Task AddBalancesAsync(
        string partition, LedgerEntry entry, List<StateChange> changes, CancellationToken cancellationToken)
    {
        foreach ((string key, Posting first, decimal amount) in LedgerSheet.Moves(entry.Postings))
        {
            if (key.StartsWith(LedgerSheet.PositionPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            StateRow? row = await store.FindAsync(partition, key, cancellationToken);
            changes.Add(key.StartsWith(LedgerSheet.ResultPrefix, StringComparison.Ordinal)
                ? Swap(key, row, LedgerResults.Next(row, first, amount))!
                : Swap(key, row, LedgerBalance.Next(row, first.Currency, amount))!);
        }
    }

    private async Task AddLastTradeAsync(
        string partition, LedgerEntry entry, List<StateChange> changes, CancellationToken cancellationToken)
    {
        if (entry.Kind is LedgerEntryKind.Trade)
        {
            StateRow? row = await store.FindAsync(
                partition, LedgerSheet.LastTradeKey, cancellationToken);
            if (row is null || row.ToRecord<LastTrade>().AtUtc < entry.AtUtc)
            {
                changes.Add(Swap(LedgerSheet.LastTradeKey, row, new LastTrade(entry.AtUtc))!);
            }
        }
    }

    private async Task AddConversionsAsync(
        string partition, LedgerEntry entry, List<StateChange> changes, CancellationToken cancellationToken)
    {
        foreach (LedgerConversion converted in LedgerConversion.Of(entry))
        {
            string key = LedgerSheet.ConvertedPrefix + StateKey.Escape(converted.Currency);
            StateRow? row = await store.FindAsync(partition, key, cancellationToken);
            if (row is null || row.ToRecord<LedgerConversion>().Rate.KnownAt <= converted.Rate.KnownAt)
            {
                changes.Add(Swap(key, row, converted)!);
            }
        }
    }

    // A name without entries is harmless; entries without a name would be in no sum.
    private async Task NameAsync(string account, CancellationToken cancellationToken)
    {
        if (!_named.ContainsKey(account))
        {
            await store.ChangeRecordAsync<Named>(
                Accounts, StateKey.Escape(account), present => present ?? new(account), cancellationToken);
            _named[account] = true;
        }
    }

    private Task<IReadOnlyList<StateRow>> ReadRowsAsync(
        string account, string first, string last, CancellationToken cancellationToken) =>
        store.ReadAsync(
            LedgerSheet.PartitionOf(account), first, StateKey.After(last), MostBalances,
            newestFirst: false, cancellationToken);

    private sealed record LastTrade(DateTimeOffset AtUtc);

    private sealed record Named(string Account);

    private sealed record Posted(bool Now);
}
