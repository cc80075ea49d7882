using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Compares one venue's account with the books, and lets the books follow it.</summary>
/// <param name="venues">Does it.</param>
/// <remarks>A second run under the same moment gives what the first one found.</remarks>
public sealed class ReconcileVenue(VenueReconciliation venues)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<VenueRun, ReconciliationReport> Stage = new(
        nameof(ReconcileVenue), Retries.Store);

    /// <summary>Runs once.</summary>
    /// <param name="input">Which venue, in which run.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(ReconcileVenue))]
    public Task<ReconciliationReport> RunAsync(
        [ActivityTrigger] VenueRun input, CancellationToken cancellationToken) =>
        venues.RunAsync(input.Venue, input.AtUtc, cancellationToken);
}
