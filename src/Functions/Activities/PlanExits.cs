using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Plans the orders that close what a venue holds; the gate signs them.</summary>
/// <param name="planner">Compares book and venue.</param>
/// <remarks>The first verdict of an attempt stands: a second run gives the same orders.</remarks>
public sealed class PlanExits(ExitPlanner planner)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<VenueStep, ExitPlan> Stage = new(nameof(PlanExits), Retries.Store);

    /// <summary>Plans one attempt.</summary>
    /// <param name="step">Which kill, venue and attempt.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Signed exits, and what is left to close.</returns>
    /// <exception cref="TradingBaseException">The venue did not say what it holds.</exception>
    [Function(nameof(PlanExits))]
    public Task<ExitPlan> RunAsync([ActivityTrigger] VenueStep step, CancellationToken cancellationToken) =>
        planner.PlanAsync(
            step.KillId, step.Venue, step.Round, step.Tries, step.At, cancellationToken);
}
