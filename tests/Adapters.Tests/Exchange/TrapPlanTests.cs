using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class TrapPlanTests
{
    private readonly ManualClock _clock = new(Market.Start);
    private readonly ExchangeCore _core;

    public TrapPlanTests() => _core = Market.Core(_clock);

    [Fact]
    public void Traps_OfAPlan_AreToldWhenTheyWerePlayed()
    {
        Trap third = new(TrapKind.Unavailable, WireCall.Query, 3);
        TrappedWire wire = new(new BinanceWire(_core, Market.Key, Market.Secret), TrapPlan.Of(third));
        WireRequest query = Market.Signed(_clock, "GET", "/api/v3/order", "symbol=BTCUSDT&orderId=1");
        for (int i = 0; i < 2; i++)
        {
            wire.Answer(query);
            Assert.Empty(wire.Played);
        }

        wire.Answer(query);

        Assert.Equal([third], wire.Played);
        Assert.Equal("by hand: Unavailable at Query #3", wire.Plan.ToString());
    }

    [Fact]
    public void Plans_OfOneSeed_AreTheSameAndSayTheirTraps()
    {
        BinanceWire wire = new(_core, Market.Key, Market.Secret);

        Assert.Equal(TrapPlan.FromSeed(5, wire).ToString(), TrapPlan.FromSeed(5, wire).ToString());
        Assert.NotEqual(TrapPlan.FromSeed(5, wire).ToString(), TrapPlan.FromSeed(6, wire).ToString());
        Assert.StartsWith("seed 5: ", TrapPlan.FromSeed(5, wire).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_OfManySeeds_KnowEveryTrapOfTheWire()
    {
        BinanceWire wire = new(_core, Market.Key, Market.Secret);

        HashSet<TrapKind> drawn = [.. Enumerable.Range(0, 200)
            .SelectMany(seed => TrapPlan.FromSeed(seed, wire).Traps).Select(trap => trap.Kind)];

        Assert.Equal([.. TrapPlan.Common.Concat(wire.OwnTraps).Order()], drawn.Order());
    }
}
