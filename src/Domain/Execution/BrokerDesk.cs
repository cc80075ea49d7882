using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>Finds the broker of a market, and takes orders there once.</summary>
/// <remarks>
/// Thread-safe. Before anything is sent, the venue is asked whether it has the order: an activity that runs
/// twice finds the first run's order and sends nothing.
/// </remarks>
public sealed class BrokerDesk
{
    private static readonly Denial NotOpen = new(
        nameof(BrokerDesk), "The order is not open: it has ended, was released, or was never approved.");

    private readonly Dictionary<string, IBroker> _brokers;
    private readonly BrokerDeskOptions _options;
    private readonly HardLimits _limits;

    /// <summary>Takes its brokers.</summary>
    /// <param name="brokers">One for each venue; names differ.</param>
    /// <param name="options">Which broker serves which market.</param>
    /// <param name="limits">Repeats the gate's hardest checks at the wire.</param>
    /// <exception cref="ArgumentException">A configured broker is not there.</exception>
    public BrokerDesk(IEnumerable<IBroker> brokers, BrokerDeskOptions options, HardLimits limits)
    {
        ArgumentNullException.ThrowIfNull(brokers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(limits);
        _brokers = brokers.ToDictionary(broker => broker.Name, StringComparer.Ordinal);
        _options = options;
        _limits = limits;
        foreach (string name in options.Brokers.Values.Append(options.DefaultBroker))
        {
            if (!_brokers.ContainsKey(name))
            {
                throw new ArgumentException(
                    $"'{name}' is no broker here: "
                        + $"{string.Join(", ", _brokers.Keys.Order(StringComparer.Ordinal))}.",
                    nameof(options));
            }
        }
    }

    /// <summary>The brokers that some market's orders go to, ordered by name.</summary>
    public IReadOnlyList<IBroker> InUse =>
    [
        .. _options.Brokers.Values.Append(_options.DefaultBroker).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(name => _brokers[name]),
    ];

    /// <summary>Finds the broker of a market.</summary>
    /// <param name="market">Its name in the catalogue.</param>
    public IBroker Of(string market) =>
        _brokers[_options.Brokers.TryGetValue(market, out string? name) ? name : _options.DefaultBroker];

    /// <summary>
    /// Places an order once: asks the venue for it, verifies it, writes the intent down, sends.
    /// </summary>
    /// <param name="order">An order that passed the gate.</param>
    /// <param name="now">What time it is for this order.</param>
    /// <param name="state">The desk's state, read just now.</param>
    /// <param name="writeIntent">
    /// Makes the intent durable; runs just before the send, and may run again. False when the order is not
    /// open any more: then it is not sent.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait, not the order.</param>
    /// <returns>Where it stands; Denied with the reason when it may not be sent, which is no error.</returns>
    /// <exception cref="TradingBaseException">
    /// The venue or the books did not answer; ask again before all else.
    /// </exception>
    public async Task<OrderReport> PlaceAsync(
        ApprovedOrder order, DeskClock now, TradingState state,
        Func<CancellationToken, Task<bool>> writeIntent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(writeIntent);
        Denial? denial = _limits.Verify(order, now.DeskTime, state);

        // What the gate did not sign is nobody's order: the venue is not even asked.
        if (denial is not null && !_limits.IsGenuine(order))
        {
            return Denied(order, denial, now);
        }

        // An order that is there already is answered, even when it could not be sent any more.
        IBroker broker = Of(order.Order.Instrument.Id.Market);
        if (await broker.QueryAsync(order, now, cancellationToken) is { } known)
        {
            return known;
        }

        if (denial is not null)
        {
            return Denied(order, denial, now);
        }

        return await writeIntent(cancellationToken)
            ? await broker.SubmitAsync(order, now, cancellationToken)
            : Denied(order, NotOpen, now);
    }

    /// <inheritdoc cref="IBroker.QueryAsync"/>
    public Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Of(order.Order.Instrument.Id.Market).QueryAsync(order, now, cancellationToken);
    }

    /// <inheritdoc cref="IBroker.CancelAsync"/>
    public Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Of(order.Order.Instrument.Id.Market).CancelAsync(order, now, cancellationToken);
    }

    private static OrderReport Denied(ApprovedOrder order, Denial denial, DeskClock now) =>
        new(order.Order.ClientOrderId, OrderStatus.Denied, [], denial.Reason, now.DeskTime);
}
