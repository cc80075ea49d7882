using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Takes every order of a venue back and asks what still works.</summary>
/// <param name="sweeper">Asks the venue.</param>
/// <param name="register">Knows the desk's own open orders.</param>
/// <param name="brokers">Knows which of them are at the venue.</param>
/// <param name="cancels">Keeps that they are wanted back, whatever becomes of an event.</param>
/// <remarks>Taking back what was taken back changes nothing, so a second run is harmless.</remarks>
public sealed class SweepVenue(
    VenueSweeper sweeper, ExposureRegister register, BrokerDesk brokers, CancelBook cancels)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<VenueStep, SweepResult> Stage = new(nameof(SweepVenue), Retries.Store);

    /// <summary>Sweeps one venue.</summary>
    /// <param name="step">Which.</param>
    /// <param name="cancellationToken">Abandons the sweep.</param>
    /// <returns>What came of it; a venue that does not answer is trouble, not an error.</returns>
    [Function(nameof(SweepVenue))]
    public async Task<SweepResult> RunAsync(
        [ActivityTrigger] VenueStep step, CancellationToken cancellationToken)
    {
        VenueSweep sweep = await sweeper.SweepAsync(step.Venue, count: true, cancellationToken);
        OpenOrder[] ours =
        [
            .. (await register.ReadAsync(cancellationToken))
                .Where(order => order.Order.Order.DecisionId != step.KillId
                    && brokers.Of(order.Order.Order.Instrument.Id.Market).Name == step.Venue),
        ];
        foreach (OpenOrder order in ours)
        {
            await cancels.AskAsync(
                order.Id, "kill", $"Kill {step.KillId} takes every order back.", cancellationToken);
        }

        return new(
            sweep, [.. ours.Select(order => order.Id)],
            ours.Count(order => order is { SentAt: not null, External: false }));
    }
}
