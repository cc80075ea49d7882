using System.Globalization;

namespace TradingBase.Desk;

/// <summary>
/// All orders that were approved and have not ended, shared by every process of the desk: what the gate adds
/// to positions, so that cycles that judge at the same time never let through more than one of them could.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">Paces competitors of other processes.</param>
/// <remarks>
/// One partition. <c>version</c> is replaced by whatever lets more be open, or moves units between orders;
/// <c>o:</c> and the client order id is an order; <c>verdict:</c> and an id is a judgement until its cycle
/// has kept it. Whoever judges reads the version, then the orders, then the portfolio, and submits against
/// the version, so nothing can have been let through in between. Fills stand in the ledger before they stand
/// here, and an order leaves after them: whoever reads in that order counts a fill once, or for a moment
/// twice, never not at all. What only makes less open leaves the version alone: it would keep judges waiting
/// for no one's safety. Thread-safe.
/// </remarks>
public sealed partial class ExposureRegister(IStateStore store, TimeProvider time)
{
    /// <summary>Its partition.</summary>
    public const string Partition = "exposure";

    private const string VersionKey = "version";
    private const string OrderPrefix = "o:";
    private const string VerdictPrefix = "verdict:";
    private const int PageSize = 1_000;
    private const int ImmediateAttempts = 4;

    private readonly StripedGate _gate = new();

    /// <summary>Reads every open order, ordered by client order id.</summary>
    /// <returns>All that are open now; what ended during the read may be missing.</returns>
    /// <exception cref="StateContentionException">It did not stand still for one read.</exception>
    public Task<IReadOnlyList<OpenOrder>> ReadAsync(CancellationToken cancellationToken) =>
        StateStoreExtensions.RetryAsync(Partition, async () =>
        {
            StateRow? before = await FindVersionAsync(cancellationToken);
            IReadOnlyList<StateRow> rows = await ReadRowsAsync(cancellationToken);
            StateRow? after = await FindVersionAsync(cancellationToken);
            return before?.Version == after?.Version ? Orders(rows) : null;
        });

    /// <summary>Finds an open order.</summary>
    /// <returns>The order, or null when none of that id is open.</returns>
    public Task<OpenOrder?> FindAsync(string clientOrderId, CancellationToken cancellationToken) =>
        store.FindRecordAsync<OpenOrder>(Partition, OrderKey(clientOrderId), cancellationToken);

    /// <summary>Judges against what is open, and opens what passes, in one change.</summary>
    /// <param name="verdictId">Names the judgement: the first one of a name stands.</param>
    /// <param name="judge">
    /// Decides from the open orders; called again where others were faster; null when there is nothing to
    /// decide any more.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The judgement that stands, or null when <paramref name="judge"/> gave none.</returns>
    /// <exception cref="InvalidOperationException">An order was let through that is open already.</exception>
    /// <exception cref="StateContentionException">Others were faster each time.</exception>
    public async Task<CycleVerdict?> ReserveAsync(
        string verdictId, Func<IReadOnlyList<OpenOrder>, Task<Reservation?>> judge,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(judge);
        using (await _gate.EnterAsync(Partition, cancellationToken))
        {
            int attempts = 0;
            Outcome outcome = await StateStoreExtensions.RetryAsync(Partition, async () =>
            {
                await PauseAsync(verdictId, attempts++, cancellationToken);
                return await TryReserveAsync(verdictId, judge, cancellationToken);
            });
            return outcome.Verdict;
        }
    }

    /// <summary>Removes judgements that are kept elsewhere now; what is not there is no matter.</summary>
    public async Task ForgetAsync(IEnumerable<string> verdictIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(verdictIds);
        foreach (string verdictId in verdictIds)
        {
            StateRow? row = await store.FindAsync(Partition, VerdictKey(verdictId), cancellationToken);
            if (row is not null)
            {
                // Rows of judgements never change: who loses this race finds it gone.
                await store.TrySubmitAsync(Partition, [StateChange.Delete(row)], cancellationToken);
            }
        }
    }

    private static string OrderKey(string clientOrderId) => OrderPrefix + StateKey.Escape(clientOrderId);

    private static string VerdictKey(string verdictId) => VerdictPrefix + StateKey.Escape(verdictId);

    private static IReadOnlyList<OpenOrder> Orders(IReadOnlyList<StateRow> rows) =>
        [.. rows.Select(row => row.ToRecord<OpenOrder>())];

    private static StateChange Raise(StateRow? version)
    {
        byte[] next = StateStoreExtensions.ToValue((version?.ToRecord<long>() ?? 0) + 1);
        return version is null ? StateChange.Insert(VersionKey, next) : StateChange.Replace(version, next);
    }

    private static StateChange Replace(StateRow row, OpenOrder order) =>
        StateChange.Replace(row, StateStoreExtensions.ToValue(order));

    private async Task<Outcome?> TryReserveAsync(
        string verdictId, Func<IReadOnlyList<OpenOrder>, Task<Reservation?>> judge,
        CancellationToken cancellationToken)
    {
        // The version first: whatever is read after it and changes meanwhile makes the submit fail.
        StateRow? version = await FindVersionAsync(cancellationToken);
        string key = VerdictKey(verdictId);
        if (await store.FindRecordAsync<CycleVerdict>(Partition, key, cancellationToken) is { } standing)
        {
            return new(standing);
        }

        IReadOnlyList<StateRow> rows = await ReadRowsAsync(cancellationToken);
        Reservation? reservation = await judge(Orders(rows));
        if (reservation is null)
        {
            return new(null);
        }

        List<StateChange> changes =
        [
            Raise(version), StateChange.Insert(key, StateStoreExtensions.ToValue(reservation.Verdict)),
        ];
        Dictionary<string, StateRow> known = rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
        changes.AddRange(reservation.Opened.Select(order => Insert(known, order)));
        changes.AddRange(reservation.Changed.Select(order => Replace(known[OrderKey(order.Id)], order)));
        return await store.TrySubmitAsync(Partition, changes, cancellationToken)
            ? new(reservation.Verdict)
            : null;
    }

    private static StateChange Insert(Dictionary<string, StateRow> known, OpenOrder order)
    {
        string key = OrderKey(order.Id);
        return known.ContainsKey(key)
            ? throw new InvalidOperationException($"Order {order.Id} was let through while it is open.")
            : StateChange.Insert(key, StateStoreExtensions.ToValue(order));
    }

    private Task<StateRow?> FindVersionAsync(CancellationToken cancellationToken) =>
        store.FindAsync(Partition, VersionKey, cancellationToken);

    private async Task<IReadOnlyList<StateRow>> ReadRowsAsync(CancellationToken cancellationToken)
    {
        List<StateRow> rows = [];
        for (string from = OrderPrefix; ;)
        {
            IReadOnlyList<StateRow> page = await store.ReadAsync(
                Partition, from, StateKey.After(OrderPrefix), PageSize, newestFirst: false,
                cancellationToken);
            rows.AddRange(page);
            if (page.Count < PageSize)
            {
                return rows;
            }

            from = page[^1].Key + ' ';
        }
    }

    // Who loses again and again steps aside for longer each time, and not in step with the others.
    private Task PauseAsync(string verdictId, int attempt, CancellationToken cancellationToken)
    {
        if (attempt < ImmediateAttempts)
        {
            return Task.CompletedTask;
        }

        string drawn = Canonical.Sha256(
            string.Create(CultureInfo.InvariantCulture, $"{verdictId} {attempt}"));
        int most = 1 << Math.Min(attempt - ImmediateAttempts + 2, 7);
        int milliseconds = 1 + (Convert.ToInt32(drawn[..4], 16) % most);
        return Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken);
    }

    private sealed record Outcome(CycleVerdict? Verdict);
}
