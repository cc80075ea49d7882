using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Begins to work an order in slices.</summary>
/// <param name="wire">Repeats the checks of an order that is sent.</param>
/// <param name="slices">Keeps when it was begun.</param>
/// <remarks>
/// The first moment stands: a second run, and a history that begins anew, find how far it is.
/// </remarks>
public sealed class StartSlices(OrderWire wire, SliceBook slices)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, SliceCourse> Stage = new(nameof(StartSlices), Retries.Store);

    /// <summary>Begins to work an order in slices.</summary>
    /// <param name="input">Which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>How far it is.</returns>
    [Function(nameof(StartSlices))]
    public async Task<SliceCourse> RunAsync(
        [ActivityTrigger] OrderTicket input, CancellationToken cancellationToken)
    {
        WorkedOrder? worked = await slices.FindAsync(input.Id, cancellationToken);
        if (worked is null)
        {
            if (await wire.FindObjectionAsync(input.Order, input.Replayed, cancellationToken) is { } refused)
            {
                return new(refused, default, 0);
            }

            worked = await slices.StartAsync(
                input.Id, wire.ClockOf(input.Order, input.Replayed).DeskTime, cancellationToken);
        }

        return new(null, worked.StartedAt, worked.Next);
    }
}
