using TradingBase.Compute.Physics;

namespace TradingBase.Domain.Tests.Compute.Physics;

public sealed class ClusterPhysicsTests
{
    // A server of eight H100 draws 10.2 kW at most: 1,275 W for each.
    private const double ServerWatts = 10_200d / 8;

    [Fact]
    public void Of_ASiteOfTheSizeOfColossus_IsBoundByItsPowerAtFullDraw()
    {
        ClusterSite site = new(220_000, ServerWatts, 300, 20_000, 2_000, 0.07m, 35_000m)
        {
            PowerUsageEffectiveness = 1.2,
            AmortizationYears = 5,
        };

        ClusterOutput output = ClusterPhysics.Of(site);

        // 300 MW / (1,275 W × 1.2) = 196,078 of 220,000, which would draw 336.6 MW.
        Assert.Equal(ClusterBound.Power, output.Bound);
        Assert.Equal(196_078.43, output.FedGpus, 2);
        Assert.Equal(300, output.Megawatts, 9);
        Assert.Equal(440_000_000, output.GpuBoundTokensPerSecond, 3);
        Assert.Equal(392_156_862.745, output.TokensPerSecond, 3);

        // 300,000 kW × 0.07; 220,000 × 35,000 USD / 43,830 h; 392.157 M tokens/s are 1,411,764.7 M an hour.
        Assert.Equal(21_000.00m, decimal.Round(output.EnergyUsdPerHour, 2));
        Assert.Equal(175_678.76m, decimal.Round(output.HardwareUsdPerHour, 2));
        Assert.Equal(0.014875m, decimal.Round(output.EnergyUsdPerMillionTokens, 6));
        Assert.Equal(0.124439m, decimal.Round(output.HardwareUsdPerMillionTokens, 6));
    }

    [Fact]
    public void Of_TheSameSiteAtTheDrawOfUsualWork_IsBoundByItsGpus()
    {
        ClusterSite site = new(220_000, 1_000, 300, 20_000, 2_000, 0.07m, 35_000m);

        ClusterOutput output = ClusterPhysics.Of(site);

        Assert.Equal(ClusterBound.Gpus, output.Bound);
        Assert.Equal(264, output.Megawatts, 9);
        Assert.Equal(440_000_000, output.TokensPerSecond, 3);
        Assert.Equal(500_000_000, output.PowerBoundTokensPerSecond, 3);
    }

    [Fact]
    public void Of_OneServerHalfBusy_EarnsItsHardwareBackInTheBusyHalf()
    {
        ClusterSite site = new(8, ServerWatts, 0.02, 20_000, 2_500, 0.12m, 30_000m)
        {
            PowerUsageEffectiveness = 1.5,
            Utilization = 0.5,
        };

        ClusterOutput output = ClusterPhysics.Of(site);

        // 240,000 USD / 35,064 h and 8 × 1.275 kW × 1.5 × 0.5 × 0.12 USD, over 36 M tokens an hour.
        Assert.Equal(ClusterBound.Gpus, output.Bound);
        Assert.Equal(20_000, output.TokensPerSecond, 9);
        Assert.Equal(0.0153, output.Megawatts, 9);
        Assert.Equal(6.8446m, decimal.Round(output.HardwareUsdPerHour, 4));
        Assert.Equal(0.918m, decimal.Round(output.EnergyUsdPerHour, 6));
        Assert.Equal(0.0255m, decimal.Round(output.EnergyUsdPerMillionTokens, 6));
        Assert.Equal(0.190129m, decimal.Round(output.HardwareUsdPerMillionTokens, 6));
        Assert.Equal(0.215629m, decimal.Round(output.UsdPerMillionOutputTokens, 6));
        Assert.Equal(0.026954m, decimal.Round(output.UsdPerMillionInputTokens, 6));
    }

    [Fact]
    public void Of_AMegawattForAThousandGpus_FeedsTwoThirdsAndPaysForAll()
    {
        ClusterSite site = new(1_000, 1_200, 1, 10_000, 1_000, 0.10m, 35_064m)
        {
            PowerUsageEffectiveness = 1.25,
            AmortizationYears = 4,
        };

        ClusterOutput output = ClusterPhysics.Of(site);

        Assert.Equal(ClusterBound.Power, output.Bound);
        Assert.Equal(666.667, output.FedGpus, 3);
        Assert.Equal(666_666.667, output.TokensPerSecond, 3);
        Assert.Equal(1_000_000, output.GpuBoundTokensPerSecond, 3);
        Assert.Equal(100m, decimal.Round(output.EnergyUsdPerHour, 6));
        Assert.Equal(1_000m, decimal.Round(output.HardwareUsdPerHour, 6));
        Assert.Equal(0.458333m, decimal.Round(output.UsdPerMillionTokens, 6));
    }

    [Fact]
    public void Of_AMixOfReadingAndWriting_TakesTheTimeOfBoth()
    {
        ClusterSite site = new(1, 1_000, 1, 10_000, 1_000, 0.10m, 1_000m);

        ClusterOutput output = ClusterPhysics.Of(site, inputShare: 0.9);

        // 0.9 / 10,000 s + 0.1 / 1,000 s = 190 µs a token.
        Assert.Equal(1 / 190e-6, output.TokensPerSecond, 6);
    }

    [Fact]
    public void Of_GpusThatIdle_StillDrawWhatTheyDraw()
    {
        ClusterSite site = new(10, 1_000, 1, 10_000, 1_000, 0.10m, 0m)
        {
            PowerUsageEffectiveness = 1,
            Utilization = 0.25,
            IdleWattsPerGpu = 200,
        };

        // 10 × (0.25 × 1 kW + 0.75 × 0.2 kW) × 0.10 USD.
        Assert.Equal(0.4m, decimal.Round(ClusterPhysics.Of(site).EnergyUsdPerHour, 9));
    }

    [Theory]
    [InlineData(0, 1_000, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1_000, 0)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 1_000, double.PositiveInfinity)]
    public void ClusterSite_WithoutGpusOrPower_IsRefused(int gpus, double watts, double megawatts) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ClusterSite(gpus, watts, megawatts, 1, 1, 0m, 0m));
}
