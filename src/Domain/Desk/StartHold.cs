using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Holds the desk once per start of its host: it may only reduce until its books agree.</summary>
/// <param name="desk">The desk's state.</param>
/// <param name="books">Opens a desk that is new and trades at a real venue.</param>
/// <param name="guard">Holds it.</param>
/// <param name="brokers">All that are in use.</param>
/// <remarks>
/// One per process, thread-safe. Asked by everything that begins work by itself, since no host has a moment
/// before the first of them. The first reconciliation that finds every venue in agreement lifts the hold.
/// </remarks>
public sealed class StartHold(IDeskStateStore desk, DeskBooks books, DeskGuard guard, BrokerDesk brokers)
{
    private volatile bool _isSet;

    /// <summary>Sets the hold where this start has not set it yet.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait; the next call sets it.</param>
    /// <remarks>A desk on paper that is not open yet has empty books, which need no comparison.</remarks>
    /// <exception cref="StateUnavailableException">The store is away; the next call sets it.</exception>
    public async Task EnsureAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_isSet)
        {
            return;
        }

        bool open = await desk.FindAsync(cancellationToken) is not null;
        if (!open && !brokers.InUse.All(broker => broker.Traits.OnPaper))
        {
            await books.OpenAsync(now, cancellationToken);
            open = true;
        }

        if (open)
        {
            await guard.HoldAsync(
                new(
                    StateCauses.Start, TradingState.Reducing,
                    "The host started and its books were not compared with the venues yet.", "start", now),
                cancellationToken);
        }

        _isSet = true;
    }
}
