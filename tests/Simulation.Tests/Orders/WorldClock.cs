using TradingBase.Simulation.Tests.Engine;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>What time it is in the world, for a venue that no crash of the desk concerns.</summary>
internal sealed class WorldClock(VirtualTime time) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time.Wall;
}
