using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>Finds the broker of a market, and takes orders there once.</summary>
/// <remarks>
/// Thread-safe. An order is sent by the one call that wrote its intent down, and by no other: an activity
/// that runs twice finds the intent, asks the venue, and sends nothing.
/// </remarks>
public sealed class BrokerDesk
{
    /// <summary>Rule of refusals of recorded time at a venue that is real.</summary>
    public const string Clock = "Clock";

    /// <summary>Rule of refusals of an order that was here before.</summary>
    public const string Replay = "Replay";

    /// <summary>Rule of refusals of an order under another order's id.</summary>
    public const string Identity = "Identity";

    private static readonly Denial NotOpen = new(
        Replay, "The order is not open: it has ended, was released, or was never approved.");

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
    /// Places an order once: verifies it, writes the intent down, asks the venue for it, sends.
    /// </summary>
    /// <param name="order">An order that passed the gate.</param>
    /// <param name="now">What time it is for this order.</param>
    /// <param name="state">The desk's state, read just now.</param>
    /// <param name="intents">
    /// Makes the intent durable before the send. Whoever finds an earlier intent asks, and never sends: the
    /// first send may still be on its way.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait, not the order.</param>
    /// <param name="objection">What else speaks against sending it, or null.</param>
    /// <param name="look">Looks once more, right before it is sent.</param>
    /// <returns>
    /// Where it stands, with what spoke against sending it. What was refused has no intent and was not asked
    /// for at the venue; what had an intent before and was refused has its earlier standing.
    /// </returns>
    /// <exception cref="TradingBaseException">
    /// The books did not answer; ask again before all else.
    /// </exception>
    public async Task<Placement> PlaceAsync(
        ApprovedOrder order, DeskClock now, TradingState state, IOrderIntents intents,
        CancellationToken cancellationToken, Denial? objection = null, LastLook? look = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(intents);
        Denial? denial = _limits.Verify(order, now.DeskTime, state) ?? objection;
        IBroker broker = Of(order.Order.Instrument.Id.Market);
        denial = denial is { Rule: HardLimits.Signature } || !now.Replayed || broker.Traits.OnPaper
            ? denial
            : new(Clock, $"Recorded time is no time to send an order to {broker.Name}.");

        // What the gate did not sign is nobody's order: neither the books nor the venue are asked.
        if (denial is { Rule: HardLimits.Signature or Clock })
        {
            return new(Denied(order, denial, now), denial);
        }

        OrderIntentMark? mark = await intents.FindAsync(order, cancellationToken);
        if (mark is null)
        {
            if (denial is not null)
            {
                return new(Denied(order, denial, now), denial);
            }

            switch (await intents.TryIntendAsync(
                order, now.DeskTime, cancellationToken, now.Replayed))
            {
                case IntentOutcome.Written:
                    return new(await SendAsync(broker, order, now, look, cancellationToken));
                case IntentOutcome.NotOpen:
                    return new(Denied(order, NotOpen, now), NotOpen);
                default:
                    mark = await intents.FindAsync(order, cancellationToken);
                    break;
            }
        }

        return mark is null || !mark.IsSame || OrderMoves.HasEnded(mark.Standing.Status)
            ? Again(order, mark, now)
            : new(await ResumeAsync(broker, order, mark, now, denial, look, cancellationToken));
    }

    /// <summary>Asks where an order stands.</summary>
    /// <param name="order">Which.</param>
    /// <param name="now">What time it is for this order.</param>
    /// <param name="intents">Knows since when it may be on its way.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>
    /// Where it stands; Unknown while an order that the venue does not know may still arrive there, Rejected
    /// once it cannot.
    /// </returns>
    /// <exception cref="TradingBaseException">The venue or the books did not answer.</exception>
    public Task<OrderReport> QueryAsync(
        ApprovedOrder order, DeskClock now, IOrderIntents intents, CancellationToken cancellationToken) =>
        AskAsync(order, now, intents, OrderStatus.Rejected, "It was never sent.", cancellationToken);

    private async Task<OrderReport> AskAsync(
        ApprovedOrder order, DeskClock now, IOrderIntents intents, OrderStatus unsent, string reason,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(intents);
        IBroker broker = Of(order.Order.Instrument.Id.Market);

        // Read before the venue is asked: an intent that is written in between says nothing about the answer.
        OrderIntentMark? mark = await intents.FindAsync(order, cancellationToken);
        if (await broker.QueryAsync(order, now, cancellationToken) is { } known)
        {
            return known;
        }

        if (mark is null)
        {
            // Nobody will send it after this; who was about to finds the end instead of an open door.
            OrderReport end = Report(order, unsent, reason, now) with { ClosedByDesk = true };
            mark = await intents.TryCloseAsync(order, end, cancellationToken)
                ? new(null, end, IsSame: true)
                : await intents.FindAsync(order, cancellationToken);
        }

        return await MissAsync(broker, order, mark, now, cancellationToken);
    }

    /// <summary>Takes back what is not filled of an order.</summary>
    /// <returns>
    /// Where it stands; Unknown where the venue does not know an order that may still arrive there. An order
    /// that was never sent is Canceled, and will not be.
    /// </returns>
    /// <inheritdoc cref="QueryAsync"/>
    public async Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, IOrderIntents intents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);

        // Asked first: "there is no such order" as the answer to a cancel is told in too many ways.
        OrderReport known = await AskAsync(
            order, now, intents, OrderStatus.Canceled, "It was taken back before it was sent.",
            cancellationToken);
        return OrderMoves.HasEnded(known.Status) || known.Status is OrderStatus.Unknown
            ? known
            : await Of(order.Order.Instrument.Id.Market).CancelAsync(order, now, cancellationToken);
    }

    private static async Task<OrderReport> SendAsync(
        IBroker broker, ApprovedOrder order, DeskClock now, LastLook? look,
        CancellationToken cancellationToken)
    {
        try
        {
            return await broker.SubmitAsync(order, now, cancellationToken, look);
        }
        catch (TradingBaseException lost) when (!broker.Traits.OnPaper)
        {
            return await IsUnsentAsync(broker, order, now, cancellationToken)
                ? Close(order, $"Nothing was sent to {broker.Name}: {lost.Message}", now)
                : Report(
                    order, OrderStatus.Unknown, $"{broker.Name} gave no definitive answer: {lost.Message}",
                    now);
        }
    }

    // This call wrote the intent, so nobody else sends; whether it came to its own send, the broker knows.
    private static async Task<bool> IsUnsentAsync(
        IBroker broker, ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        try
        {
            return await broker.TryForbidSendAsync(order, now, cancellationToken);
        }
        catch (TradingBaseException)
        {
            // Nobody can tell now: the order is asked for until somebody can.
            return false;
        }
    }

    private static async Task<OrderReport> ResumeAsync(
        IBroker broker, ApprovedOrder order, OrderIntentMark mark, DeskClock now, Denial? denial,
        LastLook? look, CancellationToken cancellationToken) =>
        await broker.QueryAsync(order, now, cancellationToken)
            ?? (broker.Traits.OnPaper && denial is null

                // On paper nothing is under way outside this house: what is not there was never taken.
                ? await broker.SubmitAsync(order, now, cancellationToken, look)
                : await MissAsync(broker, order, mark, now, cancellationToken));

    // The venue does not know the order: what that proves depends on when it was sent and what was known.
    private static async Task<OrderReport> MissAsync(
        IBroker broker, ApprovedOrder order, OrderIntentMark? mark, DeskClock now,
        CancellationToken cancellationToken)
    {
        OrderStatus standing = mark?.Standing.Status ?? OrderStatus.Unknown;
        if (mark is not null && OrderMoves.HasEnded(standing))
        {
            return mark.Standing;
        }

        if (standing is not (OrderStatus.Submitted or OrderStatus.Unknown))
        {
            return Report(
                order, OrderStatus.Unknown,
                $"{broker.Name} does not know the order any more, which was {standing} there.", now);
        }

        DateTimeOffset since = mark?.IntendedAt ?? now.DeskTime;
        TimeSpan window = broker.Traits.OnPaper ? TimeSpan.Zero : broker.Traits.ArrivalWindow;
        if (now.DeskTime - since < window)
        {
            return Report(
                order, OrderStatus.Unknown,
                $"{broker.Name} does not know the order yet; it may arrive until "
                    + $"{UtcJsonConverter.Write(since + window)}.", now);
        }

        // The intent may be old and its sender only slow: the broker tells, and takes its right from it.
        return await broker.TryForbidSendAsync(order, now, cancellationToken)
            ? Close(
                order,
                $"{broker.Name} never had the order: it was lost on the way, its intent is of "
                    + $"{UtcJsonConverter.Write(since)}, and it is not sent again.", now)
            : Report(
                order, OrderStatus.Unknown,
                $"{broker.Name} does not know the order yet, which was sent long after its intent of "
                    + $"{UtcJsonConverter.Write(since)}.", now);
    }

    private static Placement Again(ApprovedOrder order, OrderIntentMark? mark, DeskClock now)
    {
        if (mark is { IsSame: true })
        {
            return new(
                mark.Standing, new(Replay, $"The order came again after it was {mark.Standing.Status}."))
            {
                CameAgain = true,
            };
        }

        Denial denial = new(Identity, "Another order went under this order's id.");
        return new(Denied(order, denial, now), denial);
    }

    private static OrderReport Close(ApprovedOrder order, string reason, DeskClock now) =>
        Report(order, OrderStatus.Rejected, reason, now) with { ClosedByDesk = true };

    private static OrderReport Denied(ApprovedOrder order, Denial denial, DeskClock now) =>
        Report(order, OrderStatus.Denied, denial.Reason, now);

    private static OrderReport Report(
        ApprovedOrder order, OrderStatus status, string reason, DeskClock now) =>
        new(order.Order.ClientOrderId, status, [], reason, now.DeskTime);
}
