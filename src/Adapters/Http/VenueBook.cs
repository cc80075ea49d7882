using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Markets;

namespace TradingBase.Adapters.Http;

/// <summary>
/// Opens lines to venues: holds what all brokers share, and what configuration says of each.
/// </summary>
/// <param name="settings">By the broker's name; a broker that is not in here was not configured.</param>
/// <param name="catalog">Describes instruments.</param>
/// <param name="store">Where quotas and sends are counted, and what else the processes share.</param>
/// <param name="alerts">Who is told what no program can settle.</param>
/// <param name="connections">The connections of this process.</param>
/// <param name="clock">This process's clock.</param>
public sealed class VenueBook(
    IReadOnlyDictionary<string, VenueSettings> settings, MarketCatalog catalog, IStateStore store,
    AlertBook alerts, VenueConnections connections, TimeProvider clock)
{
    private readonly SendBook _sends = new(store);

    /// <summary>Describes instruments.</summary>
    internal MarketCatalog Catalog => catalog;

    /// <summary>What all processes of the desk share.</summary>
    internal IStateStore Store => store;

    /// <summary>Opens the line to a venue; nothing is sent yet.</summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="manners">How it talks.</param>
    /// <exception cref="ArgumentException">Its address is neither https nor this machine.</exception>
    internal VenueLine Open(string venue, VenueManners manners)
    {
        VenueSettings own = settings.GetValueOrDefault(venue) ?? new();
        return new(
            venue, own, new(manners, own, connections.Handler, clock),
            new VenueQuota(venue, manners.Buckets, store, clock), _sends, alerts, clock);
    }
}
