using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;

namespace TradingBase.Simulation.Tests.Engine;

public sealed class EngineSimulationInMemoryTests(ITestOutputHelper output)
    : EngineSimulationTests(output, parity: 1);

public sealed class EngineSimulationReplayAlwaysTests(ITestOutputHelper output)
    : EngineSimulationTests(output, parity: 0);

/// <summary>
/// The engine itself from one seed: odd ones keep the code in memory, even ones replay at every step. <see
/// cref="SeedRange"/> says how more are run, or one again.
/// </summary>
public abstract class EngineSimulationTests(ITestOutputHelper output, int parity)
{
    private const int InTheSuite = 500;

    [Fact]
    public void Engine_WithFaultsAndCrashes_KeepsWhatItAcknowledged()
    {
        List<(int Seed, string Report)> failures = [];
        int lives = 0;
        foreach (int seed in SeedRange.Of(InTheSuite).Where(seed => seed % 2 == parity))
        {
            using EngineSimulation simulation = new(seed);
            if (Record.Exception(simulation.Run) is { } failure)
            {
                failures.Add((seed, $"{failure}\nThe end of its trace:\n{simulation.Trace.Tail}"));
                output.WriteLine($"seed {seed}: {failure.Message}");
            }

            lives += simulation.Lives;
        }

        output.WriteLine($"The engine lived {lives} times.");
        if (failures.Count > 0)
        {
            Assert.Fail(
                $"{failures.Count} seeds fail. To see the first again: TRADINGBASE_SEED={failures[0].Seed} "
                + "dotnet test tests/Simulation.Tests --filter FullyQualifiedName~EngineSimulation\n"
                + failures[0].Report);
        }
    }
}

/// <summary>Whether a simulation can be trusted: it repeats itself, and it finds what is wrong.</summary>
public sealed class SimulationTrustTests(ITestOutputHelper output)
{
    private const int MostSeeds = 200;

    [Fact]
    public void OneSeed_RunTwice_GivesTheSameTraceByteForByte()
    {
        foreach (int seed in Enumerable.Range(SeedRange.First, 10))
        {
            IReadOnlyList<string> first = Trace(seed);

            Assert.Equal(first, Trace(seed));
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', first)));
            output.WriteLine($"seed {seed}: {first.Count} lines, {Convert.ToHexString(hash)}");
        }
    }

    [Theory]
    [InlineData(Planted.AcknowledgesEarly)]
    [InlineData(Planted.LosesMessages)]
    [InlineData(Planted.DeliversTwice)]
    [InlineData(Planted.ForgetsActivities)]
    [InlineData(Planted.FiresEarly)]
    [InlineData(Planted.LosesCommits)]
    public void PlantedFault_IsFound(Planted planted)
    {
        for (int seed = 1; seed <= MostSeeds; seed++)
        {
            using EngineSimulation simulation = new(seed, planted);
            if (Record.Exception(simulation.Run) is { } found)
            {
                Assert.IsType<ImpossibleException>(found);
                output.WriteLine($"{planted} is found by seed {seed}: {found.Message}");
                return;
            }
        }

        Assert.Fail($"{planted} was not found by {MostSeeds} seeds.");
    }

    private static IReadOnlyList<string> Trace(int seed)
    {
        using EngineSimulation simulation = new(seed);
        simulation.Run();
        return simulation.Trace.Lines;
    }
}
