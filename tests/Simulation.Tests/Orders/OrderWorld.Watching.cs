using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>What must be true at every moment.</content>
internal sealed partial class OrderWorld
{
    // A request may be on its way for so long that it comes after whatever was to prevent it.
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(30);

    private readonly Dictionary<VenueSite, (int Orders, int Trades)> _looked = [];

    /// <summary>Every order that the gate let through, by its id.</summary>
    internal Dictionary<string, ApprovedOrder> Approved { get; } = new(StringComparer.Ordinal);

    /// <summary>Since when the desk is halted for certain; null for never.</summary>
    internal DateTimeOffset? HaltedAt { get; private set; }

    /// <summary>How kills ended.</summary>
    internal List<KillReport> Kills { get; } = [];

    internal VenueSite SiteOf(Instrument instrument) =>
        Sites.First(site => site.Profile.Market == instrument.Id.Market);

    internal ExchangeOrder? There(ProposedOrder order) => SiteOf(order.Instrument).Find(order);

    /// <summary>Looks at what an activity gave: what the gate approves is approved in activities.</summary>
    internal void NoteOutput(object? output)
    {
        IEnumerable<ApprovedOrder> approved = output switch
        {
            BatchVerdict slices => slices.Approved,
            ReplacementVerdict { Approved: { } order } => [order],
            ExitPlan exits => exits.Orders,
            _ => [],
        };
        foreach (ApprovedOrder order in approved)
        {
            NoteApproved(order);
        }

        if (output is KillRequest)
        {
            HaltedAt ??= Now;
        }
    }

    /// <summary>Looks at a venue after it was asked.</summary>
    internal void NoteRequest(VenueSite site)
    {
        site.NoteArrivals(Now);
        (int, int) now = (site.Core.Orders.Count, site.Core.Trades.Count);
        if (_looked.GetValueOrDefault(site) == now)
        {
            return;
        }

        _looked[site] = now;
        foreach (ProposedOrder order in Approved.Values.Select(approved => approved.Order))
        {
            if (order.Plan is not null && UnitsOfSlices(order) is var units && units > order.Quantity)
            {
                Add($"Slices of {order.ClientOrderId} over {order.Quantity} trade or hold {units}.");
            }

            if (order.ReplacesId is { } replaced && IsAtVenue(order)
                && Approved.TryGetValue(replaced, out ApprovedOrder? old) && IsOpen(old.Order))
            {
                Add($"{order.ClientOrderId} takes the place of {replaced}, which is open at the venue.");
            }
        }
    }

    /// <summary>Looks at an orchestration after a step: when a kill has ended, nothing may be open.</summary>
    internal void NoteStep(KeptInstance instance)
    {
        if (instance is not { HasEnded: true, Failure: null } || instance.Row.Name is not nameof(KillSwitch))
        {
            return;
        }

        KillReport report = DurableShelf.Payloads.Deserialize<KillReport>(instance.Output)!;
        Kills.Add(report);
        foreach (VenueSite site in Sites)
        {
            VenueKill told = report.Venues.First(venue => venue.Venue == site.Profile.Kind);
            ExchangeOrder[] open = [.. site.OpenSince(report.AtUtc - LongestWay)];
            if (told.OpenOrders != 0 || open.Length > 0)
            {
                Add($"The kill has ended with {told.OpenOrders} open orders at {told.Venue} "
                    + $"({told.Trouble}), and there are {open.Length}.");
            }

            LedgerBalances books = Done(Outside.GetRequiredService<ILedger>().ReadAsync(
                site.Profile.Kind, CancellationToken.None));
            string[] held = [.. books.Positions.Select(one => $"{one.Quantity} {one.Instrument}")];
            if (report is { Complete: true, Request.Flatten: true } && held.Length > 0)
            {
                Add($"The kill says that nothing is held; the book of {told.Venue} has "
                    + $"{string.Join(", ", held)}.");
            }
        }
    }

    private void NoteApproved(ApprovedOrder order)
    {
        string id = order.Order.ClientOrderId;
        if (!Approved.TryAdd(id, order) && Approved[id] != order)
        {
            Add($"The gate approved {id} twice, and not alike.");
        }
    }

    private IEnumerable<ProposedOrder> SlicesOf(ProposedOrder parent) => Approved.Values
        .Select(approved => approved.Order).Where(order => order.ParentId == parent.ClientOrderId);

    // What slices have traded, and may still trade.
    private decimal UnitsOfSlices(ProposedOrder parent) => SlicesOf(parent).Select(There)
        .OfType<ExchangeOrder>().Sum(there => there.Filled + (there.IsOpen ? there.Left : 0));

    private decimal FilledThere(ProposedOrder order) => order.Plan is null
        ? There(order)?.Filled ?? 0
        : SlicesOf(order).Sum(slice => There(slice)?.Filled ?? 0);

    private bool IsAtVenue(ProposedOrder order) =>
        order.Plan is null
            ? There(order) is not null
            : SlicesOf(order).Any(slice => There(slice) is not null);

    private bool IsOpen(ProposedOrder order) => order.Plan is null
        ? There(order) is { IsOpen: true }
        : SlicesOf(order).Any(slice => There(slice) is { IsOpen: true });

    private void Add(string fault)
    {
        if (!Faults.Contains(fault))
        {
            Faults.Add(fault);
        }
    }
}
