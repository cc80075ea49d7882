using System.Collections.Concurrent;
using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Testing;

/// <summary>Intents in memory; says each time that it was asked to write one.</summary>
/// <param name="told">Is told <c>intent</c> before one is written.</param>
public sealed class MemoryIntents(Action<string>? told = null) : IOrderIntents
{
    private readonly ConcurrentDictionary<string, OrderIntentMark> _marks = new();

    /// <summary>Whether orders are open; the default is true.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Sets what is known of an order.</summary>
    public void Put(ApprovedOrder order, OrderIntentMark mark)
    {
        ArgumentNullException.ThrowIfNull(order);
        _marks[order.Order.ClientOrderId] = mark;
    }

    /// <inheritdoc/>
    public Task<OrderIntentMark?> FindAsync(ApprovedOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Task.FromResult(_marks.GetValueOrDefault(order.Order.ClientOrderId));
    }

    /// <inheritdoc/>
    public Task<IntentOutcome> TryIntendAsync(
        ApprovedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken,
        bool replayed = false)
    {
        ArgumentNullException.ThrowIfNull(order);
        told?.Invoke("intent");
        bool written = IsOpen && _marks.TryAdd(
            order.Order.ClientOrderId,
            new(deskTime, Some.Report(OrderStatus.Submitted, order.Order, deskTime), IsSame: true));
        return Task.FromResult(
            !IsOpen ? IntentOutcome.NotOpen : written ? IntentOutcome.Written : IntentOutcome.Earlier);
    }

    /// <inheritdoc/>
    public Task<bool> TryCloseAsync(
        ApprovedOrder order, OrderReport end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Task.FromResult(_marks.TryAdd(order.Order.ClientOrderId, new(null, end, IsSame: true)));
    }
}
