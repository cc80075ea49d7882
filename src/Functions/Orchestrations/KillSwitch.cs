using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;

namespace TradingBase.Functions.Orchestrations;

/// <summary>Halts the desk, takes every order back, closes every position, and reports.</summary>
/// <remarks>Venues are worked on beside each other: one that is down holds no other up.</remarks>
public static class KillSwitch
{
    // About an hour of sweeps at a venue that stays away; then a person has to act.
    private const int MostSweeps = 65;
    private const int SweepsBeforeExits = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Names the instance of a kill.</summary>
    /// <param name="killId">Which kill.</param>
    public static string InstanceId(string killId) => $"kill:{killId}";

    /// <summary>Kills.</summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="order">Who asked for what, and where.</param>
    /// <returns>What was done and what is left.</returns>
    /// <exception cref="TaskFailedException">The state could not be written.</exception>
    [Function(nameof(KillSwitch))]
    public static async Task<KillReport> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, KillOrder order)
    {
        // A state that stays away must not keep the venues' orders alive.
        Task<KillRequest> halt = context.CallAsync(HaltDesk.Stage, order.Request);
        VenueKill[] venues = await Task.WhenAll(
            order.Venues.Select(venue => KillVenueAsync(context, order.Request, venue)));
        await halt;
        return await context.CallAsync(
            RecordKill.Stage, new(order.Request, venues, context.Now(), Ended: true));
    }

    private static async Task<VenueKill> KillVenueAsync(
        TaskOrchestrationContext context, KillRequest request, string venue)
    {
        VenueKill done = await SweepAsync(context, request, new(venue, 0, null, [], null), SweepsBeforeExits);
        if (request.Flatten)
        {
            done = await CloseAsync(context, request, done, firstRound: 0);
        }

        if (done.OpenOrders == 0)
        {
            return done;
        }

        // What was on its way until now may have traded.
        done = await SweepAsync(context, request, done, MostSweeps);
        return request.Flatten ? await CloseAsync(context, request, done, firstRound: MostSweeps) : done;
    }

    private static async Task<VenueKill> SweepAsync(
        TaskOrchestrationContext context, KillRequest request, VenueKill done, int most)
    {
        HashSet<string> told = [];
        for (int attempt = 0; attempt < most; attempt++)
        {
            SweepResult result = await context
                .CallAsync(SweepVenue.Stage, new(request.KillId, done.Venue, attempt, 0, context.Now()))
                .OrElseAsync(failure => new(new(done.Venue, 0, null, failure.ErrorMessage), []));
            done = done with
            {
                Canceled = Math.Max(done.Canceled, result.Sweep.Canceled),
                OpenOrders = result.Open,
                Trouble = result.Sweep.Trouble,
            };

            // Whoever looks after an order learns at once that it is over, instead of at its next question.
            foreach (string id in result.Orders.Where(told.Add))
            {
                context.SendEvent(OrderEvents.InstanceOf(id), OrderEvents.Cancel, true);
            }

            if (done.OpenOrders == 0)
            {
                break;
            }

            await context.CreateTimer(Wait(attempt), CancellationToken.None);
        }

        return done;
    }

    private static async Task<VenueKill> CloseAsync(
        TaskOrchestrationContext context, KillRequest request, VenueKill done, int firstRound)
    {
        Dictionary<InstrumentId, decimal> held =
            done.Positions.ToDictionary(position => position.Instrument, position => position.Held);
        int tries = 0, round = firstRound;
        for (int attempt = 0; attempt < MostSweeps; attempt++)
        {
            VenueStep step = new(request.KillId, done.Venue, round, tries, context.Now());
            ExitPlan? plan = await PlanAsync(context, step);
            if (plan is not null)
            {
                // A plan that failed may have opened exits: only the same round finds them again.
                round++;
                foreach (KilledPosition position in plan.Positions)
                {
                    held.TryAdd(position.Instrument, position.Held);
                }

                done = done with { Positions = Merge(held, plan.Positions) };
            }

            if (plan is { Positions.Count: 0, Orders.Count: 0 } || tries == ExitPlanner.MostTries)
            {
                return done;
            }

            // A round that could send nothing is no try: orders that were taken back may stand in its way
            // until whoever looks after them has seen it.
            ApprovedOrder[] exits = [.. plan?.Orders ?? []];
            tries += exits.Length > 0 ? 1 : 0;
            await Task.WhenAll(exits.Select(exit => TradeAsync(context, exit)));
            if (exits.Length == 0)
            {
                await context.CreateTimer(Wait(attempt), CancellationToken.None);
            }
        }

        return done;
    }

    private static async Task<ExitPlan?> PlanAsync(TaskOrchestrationContext context, VenueStep step)
    {
        try
        {
            return await context.CallAsync(PlanExits.Stage, step);
        }
        catch (TaskFailedException)
        {
            // The venue does not say what it holds; the next attempt asks again.
            return null;
        }
    }

    private static IReadOnlyList<KilledPosition> Merge(
        Dictionary<InstrumentId, decimal> held, IReadOnlyList<KilledPosition> left) =>
    [
        .. held.OrderBy(pair => pair.Key).Select(pair =>
            left.FirstOrDefault(position => position.Instrument == pair.Key) is { } open
                ? open with { Held = pair.Value }
                : new KilledPosition(pair.Key, pair.Value, 0, null)),
    ];

    private static Task<OrderReport> TradeAsync(
        TaskOrchestrationContext context, ApprovedOrder exit) => context
        .CallSubOrchestratorAsync<OrderReport>(
            nameof(OrderLifecycle), new OrderTicket(exit, Replayed: false),
            new SubOrchestrationOptions(instanceId: OrderEvents.InstanceOf(exit.Order.ClientOrderId)))
        .OrElseAsync(failure => new(
            exit.Order.ClientOrderId, OrderStatus.Unknown, [], failure.ErrorMessage, exit.ApprovedAt));

    private static TimeSpan Wait(int attempt)
    {
        var doubled = TimeSpan.FromSeconds(1 << Math.Min(attempt, 10));
        return doubled < LongestWait ? doubled : LongestWait;
    }
}
