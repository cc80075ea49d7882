using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Compares one venue's account with the books: orders, fills, positions, cash.</summary>
/// <param name="brokers">Finds the venue.</param>
/// <param name="ledger">The account by the books.</param>
/// <param name="register">What is open by the books.</param>
/// <param name="records">What each run leaves to the next.</param>
/// <param name="desk">Knows the desk time.</param>
/// <param name="book">Knows since when an order may be on its way.</param>
/// <param name="adoption">Takes over an account at the first run.</param>
/// <param name="orders">Follows the venue in orders and fills.</param>
/// <param name="breaks">Counts breaks and holds the desk.</param>
/// <param name="notes">Writes down what was found.</param>
/// <param name="options">How far back fills are read.</param>
/// <remarks>
/// A run that is told again gives what the first one found. What it does to the books may run twice; it keeps
/// its state last, so a run that died is followed by one that sees the same.
/// </remarks>
public sealed class VenueReconciliation(
    BrokerDesk brokers, ILedger ledger, ExposureRegister register, IRecordStore records,
    IDeskStateStore desk, OrderBook book, AccountAdoption adoption, OrderReconciliation orders,
    ReconciliationBreaks breaks, ReconciliationNotes notes, ReconciliationOptions options)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Runs once.</summary>
    /// <param name="venue">Name of a broker in use.</param>
    /// <param name="at">When the run was begun, UTC; names the run.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>What was found; a venue that does not answer has not passed.</returns>
    /// <exception cref="StateUnavailableException">The store cannot be reached; run again.</exception>
    public async Task<ReconciliationReport> RunAsync(
        string venue, DateTimeOffset at, CancellationToken cancellationToken)
    {
        IBroker broker = brokers.InUse.FirstOrDefault(one => one.Name == venue)
            ?? throw new ArgumentException($"'{venue}' is no broker in use.", nameof(venue));
        ReconciliationState state = await records.FindAsync<ReconciliationState>(
            ReconciliationState.RecordKind, venue, cancellationToken) ?? new(venue);
        if (state.Last is { } last && last.AtUtc >= at)
        {
            return last;
        }

        try
        {
            state = await CompareAsync(broker, state, Check.Utc(at), cancellationToken);
        }
        catch (VenueSilentException silent)
        {
            // Nothing was compared: what was seen before stands as it is.
            state = state with
            {
                Last = new(venue, at, Passed: false, silent.Message, []) { Compared = false },
            };
        }

        await records.KeepAsync(ReconciliationState.RecordKind, venue, state, cancellationToken);
        return state.Last!;
    }

    private static async Task<T> AskAsync<T>(string venue, Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (TradingBaseException failed) when (failed is not StateUnavailableException)
        {
            throw new VenueSilentException(venue, failed);
        }
    }

    private async Task<ReconciliationState> CompareAsync(
        IBroker broker, ReconciliationState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        DeskClock now = new(at, Replayed: false);
        DateTimeOffset fillsFrom = FillsFrom(broker, state, at);

        // Orders first: what ends while the account is read is then known, and what begins is read after it.
        IReadOnlyList<OpenOrder> open = await ReadOpenAsync(broker, cancellationToken);
        VenueAccount theirs = await AskAsync(
            broker.Name, () => broker.ReadAccountAsync(fillsFrom, now, cancellationToken));
        List<ReconciliationFinding> findings = [];
        if (!broker.Traits.OnPaper)
        {
            bool adopted = state.Adoption is { Done: true };
            state = await adoption.RunAsync(state, theirs, fillsFrom, cancellationToken);
            if (!adopted && state.Adoption is { Done: true } taken)
            {
                findings.Add(new(
                    ReconciliationFindingKind.AccountAdopted, broker.Name, Explained: true,
                    $"{taken.Cash.Count} balances and {taken.Units.Count} positions were taken over."));
            }
        }

        (state, IReadOnlyList<ReconciliationFinding> followed) = await orders.RunAsync(
            broker, state, open, theirs,
            order => AskAsync(
                broker.Name, () => brokers.QueryAsync(order.Order, now, book, cancellationToken)),
            cancellationToken);
        findings.AddRange(followed);
        findings.AddRange(await ReleaseAsync(broker, at, cancellationToken));

        LedgerBalances ours = await ledger.ReadAsync(broker.Name, cancellationToken);
        state = await breaks.JudgeAsync(state, ours, theirs, at, findings, cancellationToken);
        state = await WriteAsync(state, at, cancellationToken);
        return state with { Cursor = Cursor(broker, state, theirs, at) };
    }

    private DateTimeOffset FillsFrom(IBroker broker, ReconciliationState state, DateTimeOffset at) =>
        state.Cursor is { } cursor
            ? cursor - (state.Suspicions.Count > 0 ? options.DeepLookBack : options.LookBack)
            : broker.Traits.OnPaper ? DateTimeOffset.UnixEpoch : at - Day;

    // On paper time may be recorded: there the cursor only follows fills.
    private static DateTimeOffset Cursor(
        IBroker broker, ReconciliationState state, VenueAccount theirs, DateTimeOffset at)
    {
        DateTimeOffset floor = broker.Traits.OnPaper ? DateTimeOffset.UnixEpoch + Day : at - Day;
        return theirs.Fills.Select(fill => fill.AtUtc).Append(state.Cursor ?? floor).Append(floor).Max();
    }

    private async Task<IReadOnlyList<OpenOrder>> ReadOpenAsync(
        IBroker broker, CancellationToken cancellationToken) =>
        [
            .. (await register.ReadAsync(cancellationToken)).Where(order => !order.External
                && brokers.Of(order.Order.Order.Instrument.Id.Market).Name == broker.Name),
        ];

    // By desk time: in replayed time an approval of long ago is fresh.
    private async Task<IEnumerable<ReconciliationFinding>> ReleaseAsync(
        IBroker broker, DateTimeOffset at, CancellationToken cancellationToken)
    {
        DeskState? state = await desk.FindAsync(cancellationToken);
        if (state?.DeskTime is not { } deskTime)
        {
            return [];
        }

        IReadOnlyList<OpenOrder> released = await register.ReleaseExpiredAsync(
            deskTime < at ? deskTime : at, cancellationToken);
        return released.Select(order => new ReconciliationFinding(
            ReconciliationFindingKind.ApprovalReleased, order.Id, Explained: true,
            $"The approval of order {order.Id} expired at {order.Order.ExpiresAt:u} and was not used; "
                + $"seen at {broker.Name}."));
    }

    // A line a day says that all agreed, and one each time that something was found.
    private async Task<ReconciliationState> WriteAsync(
        ReconciliationState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ReconciliationReport report = state.Last!;
        DateOnly today = DateOnly.FromDateTime(at.UtcDateTime);
        bool firstOfDay = report.Passed && state.PassedOn != today;
        if (firstOfDay || report.Findings.Count > 0)
        {
            await notes.WriteAsync(
                state.Venue, $"run:{UtcJsonConverter.Write(at)}", "reconciled", at,
                new { report.Passed, report.Reason, report.Findings }, cancellationToken);
        }

        return firstOfDay ? state with { PassedOn = today } : state;
    }
}
