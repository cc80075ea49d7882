using TradingBase.Execution;

namespace TradingBase.Desk;

/// <summary>Takes every order of a venue back, the desk's own and foreign ones.</summary>
/// <param name="brokers">The venues.</param>
/// <param name="time">Bounds how long a venue is waited for.</param>
/// <remarks>
/// Asks for nothing but the venue: no budget, no ledger, no cycle stands in its way. May run any number of
/// times, in any number of processes at once.
/// </remarks>
public sealed class VenueSweeper(BrokerDesk brokers, TimeProvider time)
{
    /// <summary>How long a venue may take to answer before it is given up for this sweep.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The venues that orders go to, ordered by name.</summary>
    public IReadOnlyList<string> Venues => [.. brokers.InUse.Select(broker => broker.Name)];

    /// <summary>Sweeps one venue.</summary>
    /// <param name="venue">Name of its broker.</param>
    /// <param name="count">Whether it is asked afterwards what still works.</param>
    /// <param name="cancellationToken">Abandons the sweep.</param>
    /// <returns>What came of it; a venue that does not answer is trouble, not an error.</returns>
    public async Task<VenueSweep> SweepAsync(string venue, bool count, CancellationToken cancellationToken)
    {
        IBroker broker = brokers.InUse.FirstOrDefault(one => one.Name == venue)
            ?? throw new ArgumentException($"No orders go to a venue '{venue}'.", nameof(venue));
        DateTimeOffset now = time.GetUtcNow();
        DeskClock clock = new(now, Replayed: false);
        using CancellationTokenSource bound = new(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        int canceled = 0;
        try
        {
            canceled = await broker.CancelAllAsync(clock, either.Token);
            int? open = count
                ? (await broker.ReadAccountAsync(now, clock, either.Token)).OpenOrders.Count
                : null;
            return new(venue, canceled, open, null);
        }
        catch (TradingBaseException failed)
        {
            return new(venue, canceled, null, failed.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(venue, canceled, null, $"{venue} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }
}
