using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>One misbehaving venue of a world.</summary>
internal sealed class VenueSite
{
    private readonly List<DateTimeOffset> _arrivals = [];

    /// <param name="profile">Which venue.</param>
    /// <param name="clock">What time it is in the world.</param>
    /// <param name="plan">What it does wrong.</param>
    internal VenueSite(VenueProfile profile, TimeProvider clock, Func<VenueWire, TrapPlan> plan)
    {
        Profile = profile;
        Core = new(clock, profile.Ids);
        VenueWire wire = profile.Wire(Core);
        Wire = new(wire, plan(wire));
    }

    internal VenueProfile Profile { get; }

    internal ExchangeCore Core { get; }

    internal TrappedWire Wire { get; }

    /// <summary>The venue's order of a name of ours; null when it never had one.</summary>
    internal ExchangeOrder? Find(ProposedOrder order)
    {
        string name = Profile.NameOf(order.ClientOrderId);
        return Core.Orders.FirstOrDefault(one => one.Ticket.ClientId == name);
    }

    /// <summary>Writes down since when orders are there.</summary>
    internal void NoteArrivals(DateTimeOffset now)
    {
        while (_arrivals.Count < Core.Orders.Count)
        {
            _arrivals.Add(now);
        }
    }

    /// <summary>Orders that work and were there before a moment of the world.</summary>
    internal IEnumerable<ExchangeOrder> OpenSince(DateTimeOffset before) =>
        Core.Orders.Zip(_arrivals).Where(pair => pair.First.IsOpen && pair.Second < before)
            .Select(pair => pair.First);
}
