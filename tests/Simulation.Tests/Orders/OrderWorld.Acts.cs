using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Functions;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>What cycles, people and forgers do.</content>
internal sealed partial class OrderWorld
{
    private const string By = "Ada", Why = "The seed says so.";

    /// <summary>Every order that the gate let through, by its id.</summary>
    internal Dictionary<string, ApprovedOrder> Approved { get; } = new(StringComparer.Ordinal);

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
                string id = order.Order.ClientOrderId;
                if (!Approved.TryAdd(id, order) && Approved[id] != order)
                {
                    Faults.Add($"The gate approved {id} twice, and not alike.");
                }

                await life.PassAsync("before an order's start");
                Start(
                    nameof(OrderLifecycle), OrderEvents.InstanceOf(id),
                    new OrderTicket(order, Replayed: false));
            }

            Refused += verdict.Denied;
            return true;
        }));

    /// <summary>A person wants an order back.</summary>
    internal void TakeBack(TimeSpan at, Func<string?> which) => _acts.Add(new(at, async life =>
    {
        if (which() is { } id
            && await life.Get<CancelBook>().AskAsync(id, By, Why, CancellationToken.None) is not null)
        {
            await life.PassAsync("between a wish and its wake-up");
            Raise(id, OrderEvents.Cancel);
        }

        return true;
    }));

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
            string id = $"{ReconciliationRequest.InstanceId}:{at.TotalSeconds:0}";
            Start(nameof(Reconciliation), id, new ReconciliationRequest([Venue.Kind], By));
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
        ExchangeQuote quote = Core.QuoteOf(Venue.Listed.Name)!.Value;
        decimal middle = (quote.Bid + quote.Ask) / 2;
        InstrumentOutlook outlook = Some.Outlook(
            Venue.Instrument, Math.Round(middle, 2), knownAt: Now.AddMinutes(-1));
        return new(
            [outlook], [],
            [.. ideas.Select((idea, leg) => idea.Propose(Venue, cycleId, leg, middle, Now))], []);
    }

    private void Start(string function, string id, object input)
    {
        KeptInstance instance = Kept.Start(function, id, input, Now);
        Life.Runner.Wake(instance);
    }

    private void Raise(string id, string what)
    {
        if (Kept.Raise(OrderEvents.InstanceOf(id), what) is { } instance)
        {
            Life.Runner.Wake(instance);
        }
    }
}
