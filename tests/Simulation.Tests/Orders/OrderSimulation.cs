using System.Text.Json.Nodes;
using TradingBase.Strategy;
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
        VenueProfile venue = VenueProfile.Of(seed);
        OrderWorld world = new(
            random.Next(), venue, wire => DrawTraps(random, wire), DrawMishaps(random), planted);
        int cycles = random.Next(1, 4);
        TimeSpan last = TimeSpan.Zero;
        for (int i = 0; i < cycles; i++)
        {
            last += TimeSpan.FromSeconds(random.Next(20, 400));
            world.Decide(
                last, $"cycle-{i}",
                [
                    .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => OrderIdea.Draw(random, venue))

                        // Whoever holds nothing buys first.
                        .Select(idea => i > 0 || venue.OpeningUnits > 0
                            ? idea
                            : idea with { Side = OrderSide.Buy, ReduceOnly = false }),
                ]);
            if (random.Next(2) == 0)
            {
                world.Answer(last + TimeSpan.FromSeconds(random.Next(5, 1_000)), random.Next(3) > 0);
            }
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            int which = random.Next(100);
            world.TakeBack(
                TimeSpan.FromSeconds(random.Next(20, 1_500)),
                () => world.Approved.Count == 0
                    ? null
                    : world.Approved.Keys.ElementAt(which % world.Approved.Count));
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
            .. late.Traps.Concat(early.Traps).Where(trap => !Unanswerable.Contains(trap.Kind)),
        ]);
    }

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
