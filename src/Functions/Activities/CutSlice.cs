using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Cuts one slice of an order.</summary>
/// <param name="wire">Knows what time it is.</param>
/// <param name="slices">Knows what is left.</param>
/// <remarks>Opens nothing: a slice counts once it was judged, under an id that its number makes.</remarks>
public sealed class CutSlice(OrderWire wire, SliceBook slices)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<SliceTurn, SliceCut> Stage = new(nameof(CutSlice), Retries.Store);

    /// <summary>Cuts one slice of an order.</summary>
    /// <param name="input">Which slice of which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The slice, if there is one.</returns>
    [Function(nameof(CutSlice))]
    public Task<SliceCut> RunAsync([ActivityTrigger] SliceTurn input, CancellationToken cancellationToken) =>
        slices.CutAsync(
            input.Ticket.Order, input.Index,
            wire.ClockOf(input.Ticket.Order, input.Ticket.Replayed).DeskTime, cancellationToken);
}
