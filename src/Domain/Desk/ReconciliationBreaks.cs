using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Judges what is left different after the books followed the venue.</summary>
/// <param name="reconciler">Compares.</param>
/// <param name="desk">Whether the desk was opened.</param>
/// <param name="guard">Holds the desk back.</param>
/// <param name="notes">Tells people.</param>
public sealed class ReconciliationBreaks(
    Reconciler reconciler, IDeskStateStore desk, DeskGuard guard, ReconciliationNotes notes)
{
    /// <summary>Counts the breaks, and halts the desk for those that count.</summary>
    /// <param name="state">What the last run left.</param>
    /// <param name="ours">The venue's account by the books.</param>
    /// <param name="theirs">The same by the venue.</param>
    /// <param name="at">When the run was begun, UTC.</param>
    /// <param name="findings">What was found before, all of it explained.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The state with its report.</returns>
    public async Task<ReconciliationState> JudgeAsync(
        ReconciliationState state, LedgerBalances ours, VenueAccount theirs, DateTimeOffset at,
        IReadOnlyList<ReconciliationFinding> findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        IReadOnlyList<ReconciliationFinding> broken = reconciler.FindBreaks(ours, theirs);
        IReadOnlyList<Suspicion> suspicions = Reconciler.Suspect(state.Suspicions, broken, at);
        Suspicion[] counting = [.. suspicions.Where(reconciler.Counts)];
        foreach (Suspicion suspicion in counting)
        {
            await notes.RaiseAsync(AlertOf(state.Venue, suspicion), cancellationToken);
        }

        if (counting.Length > 0 && await desk.FindAsync(cancellationToken) is not null)
        {
            string reason = $"The account at {state.Venue} is not what the books say: "
                + string.Join(' ', counting.Select(one => one.Finding.Reason));
            await guard.HoldAsync(
                new(StateCauses.Reconciliation, TradingState.Halted, reason, "reconciliation", at),
                cancellationToken);
        }

        return state with
        {
            Suspicions = suspicions,
            Last = new(
                state.Venue, at, suspicions.Count == 0, ReasonOf(suspicions, counting.Length > 0),
                [.. findings, .. broken]),
        };
    }

    private static Alert AlertOf(string venue, Suspicion suspicion) => new(
        $"reconciliation:{venue}:{suspicion.Finding.Key}:{UtcJsonConverter.Write(suspicion.FirstSeenAt)}",
        "reconciliation-break", AlertSeverity.Critical,
        $"{venue}: {suspicion.Finding.Reason} Nothing explains it.", suspicion.FirstSeenAt);

    private static string? ReasonOf(IReadOnlyList<Suspicion> suspicions, bool counts) =>
        suspicions.Count == 0
            ? null
            : string.Join(' ', suspicions.Select(one => one.Finding.Reason))
                + (counts ? " Nothing explains it." : " It may be on its way: the next run tells.");
}
