using System.Text.Json.Nodes;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>Draws a world from a seed and runs it.</summary>
internal static class OrderSimulation
{
    private static readonly TrapKind[] Unanswerable =
    [
        // A venue that changes what it said of a trade, or that splits shares: reconciliation's, not a
        // lifecycle's.
        TrapKind.OtherPrice, TrapKind.Split,
    ];

    /// <summary>Runs one seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="planted">A fault in the desk itself; null for none.</param>
    /// <returns>The world at its end.</returns>
    internal static OrderWorld Run(int seed, Planted? planted = null)
    {
        Random random = new(seed);
        DeskProfile desk = DeskProfile.Of(seed);
        OrderWorld world = new(
            random.Next(), desk, wire => DrawTraps(random, wire), DrawMishaps(random), planted);
        int cycles = random.Next(1, 4);
        TimeSpan last = TimeSpan.Zero;
        for (int i = 0; i < cycles; i++)
        {
            bool first = i == 0;
            last += TimeSpan.FromSeconds(random.Next(20, 400));
            world.Decide(
                last, $"cycle-{i}",
                [.. Draw(random.Next(1, 4), () => OrderIdea.Draw(random, desk, first))]);
            if (random.Next(2) == 0)
            {
                world.Answer(last + TimeSpan.FromSeconds(random.Next(5, 1_000)), random.Next(3) > 0);
            }
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            world.TakeBack(TimeSpan.FromSeconds(random.Next(20, 1_500)), random.Next(100));
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            world.Change(
                TimeSpan.FromSeconds(random.Next(20, 1_500)), random.Next(100),
                random.Next(2) == 0 ? random.Next(1, 12) / 8m : null, random.Next(-40, 41));
        }

        if (random.Next(5) == 0)
        {
            world.Kill(TimeSpan.FromSeconds(random.Next(20, 1_500)), flatten: random.Next(3) > 0);
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            Action<JsonNode> change = Forgeries[random.Next(Forgeries.Length)];
            world.Forge(TimeSpan.FromSeconds(random.Next(60, 6_000)), $"{i}", change);
        }

        for (int i = random.Next(4) * random.Next(3); i > 0; i--)
        {
            world.Reconcile(TimeSpan.FromSeconds(random.Next(20, 2_000)));
        }

        world.Close(last + TimeSpan.FromHours(2));
        world.Run();
        return world;
    }

    private static IEnumerable<OrderIdea> Draw(int count, Func<OrderIdea> draw) =>
        Enumerable.Range(0, count).Select(_ => draw());

    private static readonly Action<JsonNode>[] Forgeries =
    [
        // The same ticket once more.
        _ => { },
        _ => { },
        order => order["order"]!["quantity"] = 7m,
        order => order["order"]!["side"] = $"{order["order"]!["side"]}" == "buy" ? "sell" : "buy",
        order => order["order"]!["clientOrderId"] = "abcdefghijklmnopqrstuvwxyz23",
        order => order["expiresAt"] = "2026-01-09T00:00:00.0000000Z",
        order => order["needsPerson"] = $"{order["needsPerson"]}" == "false",
        order => order["signature"] = new string('0', 64),
    ];

    private static TrapPlan DrawTraps(Random random, VenueWire wire)
    {
        // Requests of every kind come early, questions for long: some traps wait for each.
        TrapPlan late = TrapPlan.FromSeed(random.Next(), wire, random.Next(10), reach: 12);
        TrapPlan early = TrapPlan.FromSeed(random.Next(), wire, random.Next(12), reach: 3);
        return new(null,
        [
            .. random.Next(4) == 0 ? DrawOutage(random) : [],
            .. late.Traps.Concat(early.Traps).Where(trap => !Unanswerable.Contains(trap.Kind)),
        ]);
    }

    // For a while no request of a kind comes through: whatever is tried again is lost again.
    private static IEnumerable<Trap> DrawOutage(Random random)
    {
        TrapKind kind = Outages[random.Next(Outages.Length)];
        WireCall call = OutageCalls[random.Next(OutageCalls.Length)];
        (int first, int length) = (random.Next(1, 4), random.Next(3, 10));
        return Enumerable.Range(first, length).Select(nth => new Trap(kind, call, nth));
    }

    private static readonly TrapKind[] Outages =
    [
        TrapKind.Unavailable, TrapKind.LostRequest, TrapKind.LostAnswer, TrapKind.CutBefore,
        TrapKind.GatewayTimeoutBefore, TrapKind.GatewayTimeoutAfter,
    ];

    private static readonly WireCall[] OutageCalls =
        [WireCall.Cancel, WireCall.Cancel, WireCall.Query, WireCall.Trades, WireCall.Place];

    private static Dictionary<int, Mishap> DrawMishaps(Random random)
    {
        Dictionary<int, Mishap> mishaps = [];
        int at = 0;
        for (int i = random.Next(6); i > 0; i--)
        {
            at += random.Next(1, 500);
            mishaps[at] = random.Next(5) switch
            {
                0 => Mishap.CutOff,
                1 => Mishap.StoreAway,
                _ => Mishap.Kill,
            };
        }

        return mishaps;
    }
}
