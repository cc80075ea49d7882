using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>The paper venue's orders and account on the state store.</summary>
/// <param name="store">Where they are kept.</param>
/// <remarks>
/// One partition: <c>order:</c> and the id; <c>account:open:</c> and instrument and id of each working order;
/// <c>account:cash</c>; <c>account:position:</c> and the instrument; <c>fill:</c> and the moment at which its
/// bar became known; <c>bar:</c> and the units that own orders got of it. Thread-safe; processes compete.
/// </remarks>
public sealed class PaperBook(IStateStore store) : IPaperBook
{
    private const int Most = 1_000_000;

    private readonly StripedGate _gate = new();

    /// <inheritdoc/>
    public Task<PaperOrder?> FindAsync(string clientOrderId, CancellationToken cancellationToken) =>
        store.FindRecordAsync<PaperOrder>(
            PaperSheet.Partition, PaperSheet.OrderKey(clientOrderId), cancellationToken);

    /// <inheritdoc/>
    public async Task<PaperOrder> AddAsync(PaperOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        string id = order.Order.ClientOrderId;
        List<StateChange> changes =
            [StateChange.Insert(PaperSheet.OrderKey(id), StateStoreExtensions.ToValue(order))];
        if (order.Works)
        {
            changes.Add(StateChange.Insert(
                PaperSheet.OpenKey(order.Order.Instrument.Id, id),
                StateStoreExtensions.ToValue(order.ToVenueOrder())));
        }

        return await StateStoreExtensions.RetryAsync(
            PaperSheet.Partition,
            async () => await FindAsync(id, cancellationToken)
                ?? (await store.TrySubmitAsync(PaperSheet.Partition, changes, cancellationToken)
                    ? order
                    : null));
    }

    /// <inheritdoc/>
    public async Task<PaperOrder> ChangeAsync(
        string clientOrderId, Bar? bar, Func<PaperOrder, PaperRoom, PaperOrder> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        using (await _gate.EnterAsync(PaperSheet.Partition, cancellationToken))
        {
            return await StateStoreExtensions.RetryAsync(
                PaperSheet.Partition, () => TryChangeAsync(clientOrderId, bar, change, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VenueOrder>> ReadOpenAsync(
        InstrumentId? instrument, CancellationToken cancellationToken)
    {
        string prefix = instrument is { } one ? PaperSheet.OpenOf(one) : PaperSheet.OpenPrefix;
        return [.. (await ReadAsync(prefix, cancellationToken)).Select(row => row.ToRecord<VenueOrder>())];
    }

    /// <inheritdoc/>
    public async Task<bool> DepositAsync(
        string id, string currency, decimal amount, CancellationToken cancellationToken)
    {
        Deposit deposit = new(id, Check.NotBlank(currency), amount);
        Done done = await StateStoreExtensions.RetryAsync(PaperSheet.Partition, async () =>
        {
            if (await FindRowAsync(PaperSheet.DepositKey(id), cancellationToken) is not null)
            {
                return new Done(false);
            }

            StateRow? cash = await FindRowAsync(PaperSheet.CashKey, cancellationToken);
            StateChange[] changes =
            [
                StateChange.Insert(PaperSheet.DepositKey(id), StateStoreExtensions.ToValue(deposit)),
                Swap(PaperSheet.CashKey, cash, PaperCash.Of(cash).Add(currency, amount)),
            ];
            return await store.TrySubmitAsync(PaperSheet.Partition, changes, cancellationToken)
                ? new(true)
                : null;
        });
        return done.Now;
    }

    /// <inheritdoc/>
    public Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DateTimeOffset atUtc, CancellationToken cancellationToken) =>
        StateStoreExtensions.RetryAsync<VenueAccount>(PaperSheet.Partition, async () =>
        {
            IReadOnlyList<StateRow> rows = await ReadAsync(PaperSheet.AccountPrefix, cancellationToken);
            IReadOnlyList<StateRow> fills = await store.ReadAsync(
                PaperSheet.Partition, PaperSheet.FillsFrom(fillsFrom), StateKey.After(PaperSheet.FillPrefix),
                Most, newestFirst: false, cancellationToken);

            // Fills are another range: the account is read again where one was booked between the two.
            StateRow? cash = rows.FirstOrDefault(row => row.Key == PaperSheet.CashKey);
            StateRow? now = await FindRowAsync(PaperSheet.CashKey, cancellationToken);
            return now?.Version == cash?.Version ? AccountOf(rows, fills, cash, atUtc) : null;
        });

    private static VenueAccount AccountOf(
        IReadOnlyList<StateRow> rows, IReadOnlyList<StateRow> fills, StateRow? cash, DateTimeOffset atUtc) =>
        new(
            Fill.PaperVenue,
            atUtc,
            [
                .. rows.Where(row => row.Key.StartsWith(PaperSheet.OpenPrefix, StringComparison.Ordinal))
                    .Select(row => row.ToRecord<VenueOrder>())
                    .OrderBy(open => open.VenueOrderId, StringComparer.Ordinal),
            ],
            [.. fills.Select(row => row.ToRecord<Fill>()).OrderBy(fill => fill.AtUtc)],
            [
                .. rows.Where(row => row.Key.StartsWith(PaperSheet.PositionPrefix, StringComparison.Ordinal))
                    .Select(row => row.ToRecord<Position>())
                    .OrderBy(held => held.Instrument)
                    .Select(held => new VenuePosition(held.Instrument, held.Quantity, held.AveragePrice)),
            ],
            PaperCash.Of(cash).Amounts);

    private static StateChange Swap<TRecord>(string key, StateRow? row, TRecord record)
    {
        byte[] value = StateStoreExtensions.ToValue(record);
        return row is null ? StateChange.Insert(key, value) : StateChange.Replace(row, value);
    }

    private async Task<PaperOrder?> TryChangeAsync(
        string clientOrderId, Bar? bar, Func<PaperOrder, PaperRoom, PaperOrder> change,
        CancellationToken cancellationToken)
    {
        StateRow row = await FindRowAsync(PaperSheet.OrderKey(clientOrderId), cancellationToken)
            ?? throw new InvalidOperationException($"The paper venue never had order {clientOrderId}.");
        PaperOrder present = row.ToRecord<PaperOrder>();
        InstrumentId instrument = present.Order.Instrument.Id;
        StateRow? held = await FindRowAsync(PaperSheet.PositionKey(instrument), cancellationToken);
        StateRow? used = bar is { } of
            ? await FindRowAsync(PaperSheet.BarKey(instrument, of.Start), cancellationToken)
            : null;
        decimal usedUnits = used?.ToRecord<BarUse>().Units ?? 0;
        PaperOrder next = change(present, new(usedUnits, held?.ToRecord<Position>().Quantity ?? 0));
        if (next == present)
        {
            return present;
        }

        List<StateChange> changes = [Swap(row.Key, row, next)];
        if (await ListAsync(present, next, cancellationToken) is { } listing)
        {
            changes.Add(listing);
        }

        Fill[] added = [.. next.Report.Fills.Skip(present.Report.Fills.Count)];
        if (added.Length > 0)
        {
            Bar filling = bar ?? throw new ArgumentException(
                $"Order {clientOrderId} is filled without a bar.", nameof(bar));
            changes.AddRange(await BookAsync(added, filling.KnownAt, held, cancellationToken));
            changes.Add(Swap(
                PaperSheet.BarKey(instrument, filling.Start), used,
                new BarUse(usedUnits + added.Sum(fill => fill.Quantity))));
        }

        return await store.TrySubmitAsync(PaperSheet.Partition, changes, cancellationToken) ? next : null;
    }

    private async Task<StateChange?> ListAsync(
        PaperOrder present, PaperOrder next, CancellationToken cancellationToken)
    {
        string key = PaperSheet.OpenKey(next.Order.Instrument.Id, next.Order.ClientOrderId);
        StateRow? row = await FindRowAsync(key, cancellationToken);

        // An order that somebody else has just ended is off the list: the order's own row then tells of it.
        return !present.Works || row is null ? null
            : next.Works ? Swap(key, row, next.ToVenueOrder())
            : StateChange.Delete(row);
    }

    private async Task<IReadOnlyList<StateChange>> BookAsync(
        Fill[] fills, DateTimeOffset knownAt, StateRow? heldRow, CancellationToken cancellationToken)
    {
        StateRow? cashRow = await FindRowAsync(PaperSheet.CashKey, cancellationToken);
        PaperCash cash = PaperCash.Of(cashRow);
        Position? held = heldRow?.ToRecord<Position>();
        List<StateChange> changes = [];
        foreach (Fill fill in fills)
        {
            DateTimeOffset told = knownAt > fill.AtUtc ? knownAt : fill.AtUtc;
            changes.Add(StateChange.Insert(
                PaperSheet.FillKey(told, fill.TradeId), StateStoreExtensions.ToValue(fill)));
            cash = cash.Add(fill);
            held = PositionMath.Apply(held, fill.ToTrade()).Position;
        }

        changes.Add(Swap(PaperSheet.CashKey, cashRow, cash));
        if (held is not null)
        {
            changes.Add(Swap(PaperSheet.PositionKey(fills[0].Instrument), heldRow, held));
        }
        else if (heldRow is not null)
        {
            changes.Add(StateChange.Delete(heldRow));
        }

        return changes;
    }

    private Task<StateRow?> FindRowAsync(string key, CancellationToken cancellationToken) =>
        store.FindAsync(PaperSheet.Partition, key, cancellationToken);

    private Task<IReadOnlyList<StateRow>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
        store.ReadAsync(
            PaperSheet.Partition, prefix, StateKey.After(prefix), Most, newestFirst: false,
            cancellationToken);

    private sealed record Deposit(string Id, string Currency, decimal Amount);

    private sealed record BarUse(decimal Units);

    private sealed record Done(bool Now);
}
