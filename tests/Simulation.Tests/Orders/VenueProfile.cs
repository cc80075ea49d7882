using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>A venue of the simulation.</summary>
/// <param name="Kind">Name of the broker.</param>
/// <param name="Pairs">What is traded, all of one market and paid in one money.</param>
/// <param name="Ids">What the venue does with an id that comes again.</param>
/// <param name="Speak">Its protocol.</param>
/// <param name="TimedType">The type of its orders for a moment of the session.</param>
/// <param name="TradeIdOf">What its broker calls a trade.</param>
/// <param name="OpeningUnits">
/// What the account holds of each at the beginning, at a cost that only we know.
/// </param>
internal sealed partial record VenueProfile(
    string Kind, IReadOnlyList<VenuePair> Pairs, ExchangeIdRule Ids,
    Func<ExchangeCore, string, string, VenueWire> Speak, OrderType TimedType,
    Func<ExchangeTrade, string> TradeIdOf, decimal OpeningUnits)
{
    internal const string Key = "key-of-a-simulation";

    /// <summary>The secret half of the desk's key.</summary>
    internal string Secret { get; private init; } = "c2VjcmV0LW9mLWEtc2ltdWxhdGlvbg==";

    /// <summary>What the venue calls an order of ours.</summary>
    internal Func<string, string> NameOf { get; private init; } = static id => id;

    /// <summary>The market whose orders go there.</summary>
    internal string Market => Pairs[0].Instrument.Id.Market;

    /// <summary>What everything is paid in there.</summary>
    internal string Money => Pairs[0].Listed.Quote;

    /// <summary>Opens the venue's protocol over an exchange, with the desk's key.</summary>
    internal VenueWire Wire(ExchangeCore core) => Speak(core, Key, Secret);
}
