using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Ends an order that was worked in slices.</summary>
/// <param name="wire">Knows what time it is.</param>
/// <param name="slices">Adds up what they filled.</param>
/// <remarks>The first end stands: a second run writes nothing new.</remarks>
public sealed class EndSlices(OrderWire wire, SliceBook slices)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, OrderReport> Stage = new(nameof(EndSlices), Retries.Store);

    /// <summary>Ends an order that was worked in slices.</summary>
    /// <param name="input">Which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where it stands, with its slices' fills.</returns>
    [Function(nameof(EndSlices))]
    public Task<OrderReport> RunAsync(
        [ActivityTrigger] OrderTicket input, CancellationToken cancellationToken) =>
        slices.EndAsync(
            input.Order, wire.ClockOf(input.Order, input.Replayed).DeskTime, cancellationToken);
}
