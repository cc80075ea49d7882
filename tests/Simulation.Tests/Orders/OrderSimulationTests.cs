using Xunit.Abstractions;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>
/// Random orders against a venue that misbehaves, with crashes at every await. <see cref="SeedRange"/> says
/// how more seeds are run, or one again.
/// </summary>
public sealed class OrderSimulationTests(ITestOutputHelper output)
{
    private const int InTheSuite = 300;

    [Fact]
    public void Orders_AnySeed_EndAsTheVenueSaysAndNoneTwice()
    {
        OrderTally tally = new();
        foreach (int seed in SeedRange.Of(InTheSuite))
        {
            tally.Add(seed, OrderSimulation.Run(seed));
        }

        output.WriteLine(tally.ToString());
        Assert.True(tally.Failures.Count == 0, tally.FirstFailure);
    }
}
