using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Begins an unattended desk: it may only reduce until its books agree with every venue.</summary>
/// <param name="hold">Holds it.</param>
/// <param name="desk">The desk's state.</param>
/// <param name="books">Marks a desk that has just adopted its account.</param>
/// <param name="brokers">All that are in use.</param>
/// <param name="venues">Compares one of them with the books.</param>
/// <param name="conclusion">Lifts the hold once all agree.</param>
/// <remarks>
/// Runs before anything that was under way goes on, so that no order is judged by books that nobody has
/// compared. A venue that does not answer leaves the hold: the clock's reconciliations lift it later.
/// </remarks>
public sealed class DeskStart(
    StartHold hold, IDeskStateStore desk, DeskBooks books, BrokerDesk brokers, VenueReconciliation venues,
    ReconciliationConclusion conclusion)
{
    /// <summary>Holds the desk, compares every venue, and lifts the hold when all agree.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait; the hold stays.</param>
    /// <returns>The state, or null for a desk on paper that is not open yet: its books are empty.</returns>
    public async Task<DeskState?> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await hold.EnsureAsync(now, cancellationToken);
        if (await desk.FindAsync(cancellationToken) is null)
        {
            return null;
        }

        ReconciliationReport[] reports = await Task.WhenAll(
            brokers.InUse.Select(broker => CompareAsync(broker.Name, now, cancellationToken)));
        await conclusion.ConcludeAsync(reports, now, cancellationToken);
        DeskState? state = await desk.FindAsync(cancellationToken);
        if (state is not { PeakEquity: <= 0 })
        {
            return state;
        }

        // An account that was just adopted is worth something now: the first day's orders are judged by it.
        await books.MarkAsync(now, cancellationToken);
        return await desk.FindAsync(cancellationToken);
    }

    private async Task<ReconciliationReport> CompareAsync(
        string venue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await venues.RunAsync(venue, now, cancellationToken);
        }
        catch (TradingBaseException failed)
        {
            return new(venue, now, Passed: false, failed.Message, []) { Compared = false };
        }
    }
}
