using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>A short world that is the same each time, but for one mishap.</summary>
internal static class CrashScenario
{
    /// <summary>Scenarios by name.</summary>
    internal static IReadOnlyDictionary<string, Action<OrderWorld>> All { get; } =
        new Dictionary<string, Action<OrderWorld>>
        {
            ["taken at once"] = world => Decide(world, Buy(OrderType.Market)),
            ["resting, taken back by a person"] = world =>
            {
                Decide(world, Buy(OrderType.Limit) with { Force = TimeInForce.GoodTilCanceled });
                world.TakeBack(TimeSpan.FromMinutes(2), which: 0);
            },
            ["approved by a person"] = world =>
            {
                Decide(world, Buy(OrderType.Limit) with { Quantity = 5m, LimitTicks = 400 });
                world.Answer(TimeSpan.FromMinutes(1), approves: true);
            },
            ["worked in slices, taken back"] = world =>
            {
                Decide(world, Buy(OrderType.Market) with
                {
                    Quantity = 3m, Plan = new(ExecutionAlgorithm.Twap, Slices: 3, Minutes: 3),
                });
                world.TakeBack(TimeSpan.FromSeconds(120), which: 0);
            },
            ["changed"] = world =>
            {
                Decide(world, Buy(OrderType.Limit));
                world.Change(TimeSpan.FromSeconds(90), which: 0, share: 0.5m, ticks: 600);
            },
            ["killed and flattened"] = world =>
            {
                Decide(world, Buy(OrderType.Limit));
                world.Kill(TimeSpan.FromSeconds(60), flatten: true);
            },
            ["given back at the end of patience"] = world =>
                Decide(world, Buy(OrderType.StopLimit) with { StopTicks = 300, LimitTicks = 20 }),
        };

    /// <summary>What the venue does wrong meanwhile, by name.</summary>
    internal static IReadOnlyDictionary<string, TrapPlan> Traps { get; } = new Dictionary<string, TrapPlan>
    {
        ["none"] = TrapPlan.None,
        ["answer lost"] = TrapPlan.Of(
            new Trap(TrapKind.LostAnswer, WireCall.Place),
            new Trap(TrapKind.GatewayTimeoutAfter, WireCall.Cancel)),
        ["arrives late"] = TrapPlan.Of(
            new Trap(TrapKind.LateArrival, WireCall.Place, Value: 4),
            new Trap(TrapKind.FillAfterCancel, WireCall.Cancel, Value: 0.5m)),
        ["seen late"] = TrapPlan.Of(
            new Trap(TrapKind.LateVisible, WireCall.Place, Value: 19),
            new Trap(TrapKind.FillBeforeCancel, WireCall.Cancel, Value: 0.5m)),
    };

    /// <summary>Runs one scenario.</summary>
    internal static OrderWorld Run(string scenario, string traps, Dictionary<int, Mishap> mishaps)
    {
        OrderWorld world = new(1, DeskProfile.Binance, _ => Traps[traps], mishaps);
        All[scenario](world);
        world.Close(TimeSpan.FromHours(1));
        world.Run();
        return world;
    }

    private static void Decide(OrderWorld world, OrderIdea idea) =>
        world.Decide(TimeSpan.FromSeconds(30), "cycle", [idea]);

    private static OrderIdea Buy(OrderType type) => new(
        VenueProfile.Binance.Pairs[0], OrderSide.Buy, 2m, type, TimeInForce.Day, LimitTicks: -400,
        StopTicks: 20, ReduceOnly: false);
}
