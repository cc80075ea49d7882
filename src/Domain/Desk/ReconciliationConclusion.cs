using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Marks when each venue was compared, and lets a started desk trade when all agree.</summary>
/// <param name="brokers">All that are in use.</param>
/// <param name="marks">What watches the age of reconciliations.</param>
/// <param name="desk">What holds the desk.</param>
/// <param name="guard">Lifts the hold of the start; no other.</param>
public sealed class ReconciliationConclusion(
    BrokerDesk brokers, ReconciliationMarks marks, IDeskStateStore desk, DeskGuard guard)
{
    /// <summary>Keeps the marks of a run.</summary>
    /// <param name="reports">One per venue that was compared.</param>
    /// <param name="at">When the run was begun, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task ConcludeAsync(
        IReadOnlyList<ReconciliationReport> reports, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reports);
        foreach (ReconciliationReport report in reports.Where(report => report.Compared))
        {
            await marks.KeepAsync(new(report.Venue, at, report.Passed, report.Reason), cancellationToken);
        }

        HashSet<string> passed = [.. reports.Where(report => report.Passed).Select(report => report.Venue)];
        string[] all = [.. brokers.InUse.Select(broker => broker.Name)];
        if (all.All(passed.Contains)
            && (await desk.FindAsync(cancellationToken))?.Of(StateCauses.Start) is { } start
            && start.AtUtc <= at)
        {
            await guard.LiftAsync(
                StateCauses.Start, "reconciliation",
                $"The books agree with {string.Join(", ", all)}.", at, cancellationToken);
        }
    }
}
