using TradingBase.Strategy;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>An order before it is known at which price the market stands.</summary>
/// <param name="Pair">What.</param>
/// <param name="Side">Which way.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Type">How to fill it.</param>
/// <param name="Force">How long it works.</param>
/// <param name="LimitTicks">Limit less the middle of the market, ticks.</param>
/// <param name="StopTicks">How far behind the market a stop is, ticks; above zero.</param>
/// <param name="ReduceOnly">Whether it may only shrink.</param>
/// <param name="Plan">How it is worked; null when it is sent as it is.</param>
internal sealed record OrderIdea(
    VenuePair Pair, OrderSide Side, decimal Quantity, OrderType Type, TimeInForce Force, int LimitTicks,
    int StopTicks, bool ReduceOnly, ExecutionPlan? Plan = null)
{
    private static readonly OrderType[] Types =
    [
        OrderType.Market, OrderType.Market, OrderType.Market, OrderType.Limit, OrderType.Limit,
        OrderType.Limit, OrderType.Limit, OrderType.Stop, OrderType.StopLimit,
    ];

    /// <summary>Draws an order.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="desk">Where it may go.</param>
    /// <param name="first">Whether it is of the first: whoever holds nothing buys.</param>
    internal static OrderIdea Draw(Random random, DeskProfile desk, bool first)
    {
        VenueProfile venue = desk.Venues[random.Next(desk.Venues.Count)];
        VenuePair pair = venue.Pairs[random.Next(3) == 0 ? 1 : 0];
        decimal lot = pair.Listed.Lot;
        int drawn = random.Next(Types.Length + 1);
        OrderType type = drawn < Types.Length ? Types[drawn] : venue.TimedType;
        OrderSide side = random.Next(2) == 0 || (first && venue.OpeningUnits == 0)
            ? OrderSide.Buy
            : OrderSide.Sell;
        decimal quantity = Math.Max(lot, Math.Round(random.Next(1, 6_000) / 1_000m / lot) * lot);
        TimeInForce force = type is OrderType.Limit or OrderType.StopLimit
            ? (TimeInForce)random.Next(4)
            : (TimeInForce)random.Next(2);
        ExecutionPlan? plan = type is OrderType.Market or OrderType.Limit && random.Next(5) == 0
            ? new(
                random.Next(2) == 0 ? ExecutionAlgorithm.Twap : ExecutionAlgorithm.Participation,
                Slices: random.Next(2, 6), Minutes: random.Next(1, 16), Share: random.Next(1, 40) / 1_000m)
            : null;
        return new(
            pair, side, quantity * (plan is null ? 1 : random.Next(1, 4)), type, force,
            random.Next(-20, 21), random.Next(5, 40), side is OrderSide.Sell && random.Next(4) == 0, plan);
    }

    /// <summary>Makes the order at the market's present price.</summary>
    internal ProposedOrder Propose(string cycleId, int leg, decimal middle, DateTimeOffset now)
    {
        decimal tick = Pair.Instrument.Tick;
        decimal at = Math.Round(middle / tick) * tick;
        decimal stop = at + (Side is OrderSide.Buy ? StopTicks : -StopTicks) * tick;
        bool stops = Type is OrderType.Stop or OrderType.StopLimit;
        return new(
            ClientOrderId.Make("simulation", cycleId, Pair.Instrument.Id, Side, leg), cycleId, "simulation",
            Pair.Instrument, Side, Quantity, Type,
            Type is OrderType.Limit or OrderType.StopLimit ? (stops ? stop : at) + LimitTicks * tick : null,
            at, now, now)
        {
            StopPrice = stops ? stop : null,
            TimeInForce = Force,
            ReduceOnly = ReduceOnly,
            Plan = Plan,
        };
    }
}
