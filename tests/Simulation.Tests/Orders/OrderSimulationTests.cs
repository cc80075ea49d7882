using Xunit.Abstractions;

namespace TradingBase.Simulation.Tests.Orders;

public sealed class OrderSimulationOfOddSeedsTests(ITestOutputHelper output)
    : OrderSimulationTests(output, parity: 1);

public sealed class OrderSimulationOfEvenSeedsTests(ITestOutputHelper output)
    : OrderSimulationTests(output, parity: 0);

/// <summary>
/// Random orders against a venue that misbehaves, with crashes at every await; even seeds replay every
/// history at every step. <see cref="SeedRange"/> says how more seeds are run, or one again.
/// </summary>
/// <remarks>
/// Once all orders have ended: the venue's cash, units and fees are the ledger's to the last digit, every
/// trade is posted and journalled once, no order is there twice or in other words than it was approved in,
/// each one ended as the venue says, nothing is Unknown or open, and the desk's own reconciliation finds
/// nothing.
/// </remarks>
public abstract class OrderSimulationTests(ITestOutputHelper output, int parity)
{
    private const int InTheSuite = 300;

    [Fact]
    public void Orders_AnySeed_EndAsTheVenueSaysAndNoneTwice()
    {
        OrderTally tally = new();
        foreach (int seed in SeedRange.Of(InTheSuite).Where(seed => seed % 2 == parity))
        {
            tally.Add(seed, OrderSimulation.Run(seed));
        }

        output.WriteLine(tally.ToString());
        Assert.True(tally.Failures.Count == 0, tally.FirstFailure);
    }
}
