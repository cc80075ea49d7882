using FsCheck;
using FsCheck.Fluent;
using TradingBase.Compute.Physics;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Compute.Physics;

/// <summary>What must hold of any site.</summary>
public sealed class ClusterPhysicsProperties
{
    private static readonly Gen<(ClusterSite Site, double InputShare)> Cases =
        from gpus in Gen.Choose(1, 300_000)
        from watts in Gen.Choose(100, 3_000)
        from kilowatts in Gen.Choose(1, 500_000)
        from prefill in Gen.Choose(10, 50_000)
        from decode in Gen.Choose(1, 10_000)
        from cents in Gen.Choose(0, 50)
        from price in Gen.Choose(0, 80_000)
        from effectiveness in Gen.Choose(100, 250)
        from utilization in Gen.Choose(1, 100)
        from share in Gen.Choose(0, 100)
        select (
            new ClusterSite(gpus, watts, kilowatts / 1e3, prefill, decode, cents / 100m, price)
            {
                PowerUsageEffectiveness = effectiveness / 100d,
                Utilization = utilization / 100d,
            },
            share / 100d);

    [Fact]
    public void ASiteNeverDrawsMoreThanItMayNorFeedsMoreThanItHas() => Property.ForAll(Cases, drawn =>
    {
        ClusterOutput output = ClusterPhysics.Of(drawn.Site, drawn.InputShare);

        Assert.True(output.Megawatts <= drawn.Site.SiteMegawatts * (1 + 1e-12));
        Assert.InRange(output.FedGpus, 0, drawn.Site.Gpus);
        Assert.Equal(
            Math.Min(output.GpuBoundTokensPerSecond, output.PowerBoundTokensPerSecond),
            output.TokensPerSecond);
    });

    [Fact]
    public void PricesOfTokensEarnBackWhatAnHourCosts() => Property.ForAll(Cases, drawn =>
    {
        ClusterOutput output = ClusterPhysics.Of(drawn.Site, drawn.InputShare);

        double millions = output.TokensPerSecond * drawn.Site.Utilization * 3_600 / 1e6;
        double cost = (double)(output.EnergyUsdPerHour + output.HardwareUsdPerHour);
        Assert.Equal(cost, millions * (double)output.UsdPerMillionTokens, cost * 1e-9 + 1e-9);
        double split = (drawn.InputShare * (double)output.UsdPerMillionInputTokens)
            + ((1 - drawn.InputShare) * (double)output.UsdPerMillionOutputTokens);
        Assert.Equal((double)output.UsdPerMillionTokens, split, (split * 1e-9) + 1e-9);
    });

    [Fact]
    public void MoreWorkNeverMakesATokenDearer() => Property.ForAll(Cases, drawn =>
    {
        ClusterSite busier = drawn.Site with { Utilization = Math.Min(1, drawn.Site.Utilization * 2) };

        Assert.True(
            ClusterPhysics.Of(busier, drawn.InputShare).UsdPerMillionTokens
            <= ClusterPhysics.Of(drawn.Site, drawn.InputShare).UsdPerMillionTokens + 1e-9m);
    });
}
