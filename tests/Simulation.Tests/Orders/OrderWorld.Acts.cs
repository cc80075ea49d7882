using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Functions;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>What cycles, people and forgers do.</content>
internal sealed partial class OrderWorld
{
    private const string By = "Ada", Why = "The seed says so.";

    /// <summary>How many orders the gate refused.</summary>
    internal int Refused { get; private set; }

    /// <summary>A cycle decides on orders, has them judged, and starts their lifecycles.</summary>
    internal void Decide(TimeSpan at, string cycleId, IReadOnlyList<OrderIdea> ideas) =>
        _acts.Add(new(at, async life =>
        {
            CycleProposal proposal = await life.Get<IRecordStore>().KeepFirstAsync(
                CycleProposal.Kind, cycleId, Propose(cycleId, ideas), CancellationToken.None);
            DateTimeOffset decided = proposal.Orders[0].DecidedAt;
            AssessRisk gate = ActivatorUtilities.CreateInstance<AssessRisk>(life.Services);
            BatchVerdict verdict = await gate.RunAsync(
                new(cycleId, decided, ideas.Count), CancellationToken.None);
            foreach (ApprovedOrder order in verdict.Approved)
            {
                NoteApproved(order);
                await life.PassAsync("before an order's start");
                Start(
                    nameof(OrderLifecycle), OrderEvents.InstanceOf(order.Order.ClientOrderId),
                    new OrderTicket(order, Replayed: false));
            }

            Refused += verdict.Denied;
            return true;
        }));

    /// <summary>A person wants an order back.</summary>
    internal void TakeBack(TimeSpan at, int which)
    {
        string? id = null;
        _acts.Add(new(at, async life =>
        {
            id ??= Pick(which)?.Order.ClientOrderId;
            if (id is not null
                && await life.Get<CancelBook>().AskAsync(id, By, Why, CancellationToken.None) is not null)
            {
                await life.PassAsync("between a wish and its wake-up");
                Raise(id, OrderEvents.Cancel);
            }

            return true;
        }));
    }

    /// <summary>A person wants an order changed.</summary>
    /// <param name="at">When.</param>
    /// <param name="which">Picks the order.</param>
    /// <param name="share">
    /// Share of its units that the new one has at most; null for all that is left.
    /// </param>
    /// <param name="ticks">By how much the limit moves, where there is one.</param>
    internal void Change(TimeSpan at, int which, decimal? share, int ticks)
    {
        ProposedOrder? order = null;
        _acts.Add(new(at, async life =>
        {
            order ??= Pick(which)?.Order;
            if (order is null)
            {
                return true;
            }

            Instrument of = order.Instrument;
            (ReplacementWish? wish, _) = await life.Get<ReplacementBook>().AskAsync(
                order.ClientOrderId,
                share is { } part
                    ? Math.Max(of.Lot, Math.Round(order.Quantity * part / of.Lot) * of.Lot)
                    : null,
                order.LimitPrice + ticks * of.Tick, By, Why, CancellationToken.None);
            if (wish is not null)
            {
                await life.PassAsync("between a change and its wake-up");
                Raise(order.ClientOrderId, OrderEvents.Cancel);
            }

            return true;
        }));
    }

    /// <summary>A person pulls the kill switch.</summary>
    /// <param name="at">When.</param>
    /// <param name="flatten">Whether positions are closed too.</param>
    internal void Kill(TimeSpan at, bool flatten)
    {
        KillRequest? kill = null;
        _acts.Add(new(at, async life =>
        {
            kill ??= new("kill", By, Why, flatten, Now);
            VenueSweeper sweeper = life.Get<VenueSweeper>();
            Task halting = HaltAsync(life, kill);
            Task<VenueSweep[]> sweeps = Task.WhenAll(sweeper.Venues.Select(
                venue => sweeper.SweepAsync(venue, count: false, CancellationToken.None)));
            await life.PassAsync("before a kill's start");
            Start(
                nameof(KillSwitch), KillSwitch.InstanceId(kill.KillId),
                new KillOrder(kill, sweeper.Venues));
            await sweeps;
            await halting;
            return true;
        }));
    }

    private async Task HaltAsync(DeskLife life, KillRequest kill)
    {
        await life.Get<KillHalt>().HaltAsync(kill, CancellationToken.None);
        HaltedAt ??= Now;
    }

    // What a cycle decided on, or what was made of it since.
    private ApprovedOrder? Pick(int which) =>
        Approved.Count == 0 ? null : Approved.Values.ElementAt(which % Approved.Count);

    /// <summary>A person answers what was asked.</summary>
    internal void Answer(TimeSpan at, bool approves) => _acts.Add(new(at, async life =>
    {
        ApprovalBook approvals = life.Get<ApprovalBook>();
        foreach (OrderApproval asked in await approvals.ListPendingAsync(CancellationToken.None))
        {
            await approvals.AnswerAsync(asked.ClientOrderId, approves, By, Why, CancellationToken.None);
            await life.PassAsync("between an answer and its wake-up");
            Raise(asked.ClientOrderId, OrderEvents.Approval);
        }

        return true;
    }));

    /// <summary>Somebody starts a ticket that is forged, or that was started before.</summary>
    /// <param name="at">When.</param>
    /// <param name="name">Names the attempt.</param>
    /// <param name="change">Changes the ticket's JSON.</param>
    internal void Forge(TimeSpan at, string name, Action<JsonNode> change) => _acts.Add(new(at, life =>
    {
        if (Approved.Count > 0)
        {
            ApprovedOrder order = Approved.Values.Last();
            JsonNode ticket = JsonSerializer.SerializeToNode(new OrderTicket(order, Replayed: false))!;
            JsonNode signed = ticket["Order"]!;
            change(signed);
            Start(nameof(OrderLifecycle), $"forged:{name}", ticket);
        }

        return Task.FromResult(true);
    }));

    /// <summary>Books and venue are compared while orders are under way.</summary>
    internal void Reconcile(TimeSpan at) => _acts.Add(new(at, _ =>
    {
        if (!Kept.Instances.Any(one => one.Row.Name is nameof(Reconciliation) && !one.HasEnded))
        {
            string[] venues = [.. Sites.Select(site => site.Profile.Kind)];
            Start(
                nameof(Reconciliation), $"{ReconciliationRequest.InstanceId}:{at.TotalSeconds:0}",
                new ReconciliationRequest(venues, By));
        }

        return Task.FromResult(true);
    }));

    /// <summary>After all else whatever is still open is taken back, until nothing is.</summary>
    internal void Close(TimeSpan at) => _acts.Add(new(at, async life =>
    {
        IReadOnlyList<OpenOrder> open = await life.Get<ExposureRegister>().ReadAsync(CancellationToken.None);
        foreach (OpenOrder order in open)
        {
            await life.Get<CancelBook>().AskAsync(order.Id, By, Why, CancellationToken.None);
            Raise(order.Id, OrderEvents.Cancel);
        }

        return true;
    }));

    private CycleProposal Propose(string cycleId, IReadOnlyList<OrderIdea> ideas)
    {
        Dictionary<VenuePair, decimal> prices = ideas.Select(idea => idea.Pair).Distinct()
            .ToDictionary(pair => pair, MiddleOf);
        return new(
            [
                .. prices.Select(pair => Some.Outlook(
                    pair.Key.Instrument, Math.Round(pair.Value, 2), knownAt: Now.AddMinutes(-1))),
            ],
            [],
            [.. ideas.Select((idea, leg) => idea.Propose(cycleId, leg, prices[idea.Pair], Now))], []);
    }

    private decimal MiddleOf(VenuePair pair)
    {
        ExchangeQuote quote = SiteOf(pair.Instrument).Core.QuoteOf(pair.Listed.Name)!.Value;
        return (quote.Bid + quote.Ask) / 2;
    }

    private void Start(string function, string id, object input)
    {
        KeptInstance instance = Kept.Start(function, id, input, Now);
        Life.Runner.Wake(instance);
    }

    private void Raise(string id, string what)
    {
        if (Kept.Raise(OrderEvents.InstanceOf(id), what, DurableShelf.Payloads.Serialize(true))
            is { } instance)
        {
            Life.Runner.Wake(instance);
        }
    }
}
