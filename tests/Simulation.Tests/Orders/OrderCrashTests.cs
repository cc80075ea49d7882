using Xunit.Abstractions;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>
/// A crash at every await of short worlds, one after the other; and whether the simulation can be trusted.
/// </summary>
public sealed class OrderCrashTests(ITestOutputHelper output)
{
    private const int MostSeeds = 150;
    private const int MostMoments = 300;

    public static TheoryData<string, string, string> Scenarios
    {
        get
        {
            // Each with traps of its own in the suite; each with all of them when many seeds are asked for.
            TheoryData<string, string, string> all = [];
            string[] traps = [.. CrashScenario.Traps.Keys];
            foreach ((int at, string scenario) in CrashScenario.All.Keys.Index())
            {
                for (int i = 0; i < (SeedRange.IsAsked ? traps.Length : 1); i++)
                {
                    all.Add(scenario, traps[(at + i) % traps.Length], nameof(Mishap.Kill));
                    all.Add(scenario, traps[(at + i + 2) % traps.Length], nameof(Mishap.CutOff));
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Crash_AtEveryAwait_LeavesTheVenuesLedger(string scenario, string traps, string mishap)
    {
        OrderWorld calm = CrashScenario.Run(scenario, traps, []);
        Assert.Empty(calm.FindFaults());
        Assert.NotEmpty(calm.Sites[0].Core.Orders);
        int last = calm.Moments;

        // A kill is long: all of its moments are for whoever has time.
        int step = SeedRange.IsAsked ? 1 : Math.Max(1, last / MostMoments);
        for (int moment = 1; moment <= last; moment += step)
        {
            OrderWorld world = CrashScenario.Run(
                scenario, traps, new() { [moment] = Enum.Parse<Mishap>(mishap) });

            IReadOnlyList<string> faults = world.FindFaults();
            Assert.True(
                faults.Count == 0,
                $"At {moment} of {last}, {string.Join(", ", world.Met)}: {string.Join("\n", faults)}");
        }

        output.WriteLine($"{mishap} at every {step}. of {last} moments; it ends {string.Join(", ", calm.Ends())}.");
    }

    [Theory]
    [InlineData(nameof(Planted.SendsAgain))]
    [InlineData(nameof(Planted.PostsTwice))]
    [InlineData(nameof(Planted.ForgetsFillsOfCancels))]
    [InlineData(nameof(Planted.WaitsForNoArrival))]
    [InlineData(nameof(Planted.EndsWhatItCancels))]
    public void PlantedFault_IsFound(string planted)
    {
        for (int seed = 1; seed <= MostSeeds; seed++)
        {
            OrderWorld world = OrderSimulation.Run(seed, Enum.Parse<Planted>(planted));
            if (world.FindFaults() is [var found, ..])
            {
                Assert.Empty(OrderSimulation.Run(seed).FindFaults());
                output.WriteLine($"{planted} is found by seed {seed}: {found}");
                return;
            }
        }

        Assert.Fail($"{planted} was not found by {MostSeeds} seeds.");
    }

    [Fact]
    public void OneSeed_RunTwice_GivesTheSameRowsByteForByte()
    {
        foreach (int seed in Enumerable.Range(SeedRange.First, 10))
        {
            Assert.Equal(Rows(OrderSimulation.Run(seed)), Rows(OrderSimulation.Run(seed)));
        }
    }

    // Holders of quotas have random names, and they only.
    private static string Rows(OrderWorld world) => string.Join('\n', world.Rows.All()
        .Where(row => !row.Partition.StartsWith("quota", StringComparison.Ordinal))
        .Select(row => $"{row.Partition} {row.Key} {row.Version} {Convert.ToHexString(row.Value.Span)}"));
}
