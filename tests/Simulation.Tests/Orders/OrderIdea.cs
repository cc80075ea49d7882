using TradingBase.Strategy;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>An order before it is known at which price the market stands.</summary>
/// <param name="Side">Which way.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Type">How to fill it.</param>
/// <param name="Force">How long it works.</param>
/// <param name="LimitTicks">Limit less the middle of the market, ticks.</param>
/// <param name="StopTicks">How far behind the market a stop is, ticks; above zero.</param>
/// <param name="ReduceOnly">Whether it may only shrink.</param>
internal sealed record OrderIdea(
    OrderSide Side, decimal Quantity, OrderType Type, TimeInForce Force, int LimitTicks, int StopTicks,
    bool ReduceOnly)
{
    private static readonly OrderType[] Types =
    [
        OrderType.Market, OrderType.Market, OrderType.Market, OrderType.Limit, OrderType.Limit,
        OrderType.Limit, OrderType.Limit, OrderType.Stop, OrderType.StopLimit,
    ];

    /// <summary>Draws an order.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="venue">Where it goes.</param>
    internal static OrderIdea Draw(Random random, VenueProfile venue)
    {
        decimal lot = venue.Listed.Lot;
        int drawn = random.Next(Types.Length + 1);
        OrderType type = drawn < Types.Length ? Types[drawn] : venue.TimedType;
        OrderSide side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
        decimal quantity = Math.Max(lot, Math.Round(random.Next(1, 6_000) / 1_000m / lot) * lot);
        TimeInForce force = type is OrderType.Limit or OrderType.StopLimit
            ? (TimeInForce)random.Next(4)
            : (TimeInForce)random.Next(2);
        return new(
            side, quantity, type, force, random.Next(-20, 21), random.Next(5, 40),
            side is OrderSide.Sell && random.Next(4) == 0);
    }

    /// <summary>Makes the order at the market's present price.</summary>
    internal ProposedOrder Propose(
        VenueProfile venue, string cycleId, int leg, decimal middle, DateTimeOffset now)
    {
        decimal tick = venue.Instrument.Tick;
        decimal at = Math.Round(middle / tick) * tick;
        decimal stop = at + (Side is OrderSide.Buy ? StopTicks : -StopTicks) * tick;
        bool stops = Type is OrderType.Stop or OrderType.StopLimit;
        return new(
            ClientOrderId.Make("simulation", cycleId, venue.Instrument.Id, Side, leg), cycleId, "simulation",
            venue.Instrument, Side, Quantity, Type,
            Type is OrderType.Limit or OrderType.StopLimit ? (stops ? stop : at) + LimitTicks * tick : null,
            at, now, now)
        {
            StopPrice = stops ? stop : null,
            TimeInForce = Force,
            ReduceOnly = ReduceOnly,
        };
    }
}
