using TradingBase.Execution;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

public sealed class SlippageModelTests
{
    // Vectors of LEAN's VolumeShareSlippageModel: the share is capped at 2.5 %.
    [Theory]
    [InlineData(1_000, 20_000, 100, 0.00625)]
    [InlineData(100, 20_000, 100, 0.00025)]
    [InlineData(100, 20_000, -100, 0.00025)]
    public void Of_ReportedVolume_GrowsWithTheSquareOfTheShare(
        double quantity, double volume, double price, double slippage)
    {
        foreach (SlippageKind kind in new[] { SlippageKind.Auto, SlippageKind.VolumeShare })
        {
            Assert.Equal((decimal)slippage, Of(kind, (decimal)price, (decimal)quantity, (decimal)volume));
        }
    }

    [Fact]
    public void Of_VolumeNotReported_IsTheConstantByDefault() =>
        Assert.Equal(0.05m, Of(SlippageKind.Auto, 100m, 1_000_000m, 0));

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0.00625)]
    public void Of_VolumeShareWithoutVolume_IsNoneForCoinsAndTheLargestForShares(
        bool free, double slippage) =>
        Assert.Equal(
            (decimal)slippage,
            SlippageModel.Of(new(SlippageKind.VolumeShare, 5m, free), 100m, 10m, volume: 0));

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public void Of_NoneAndConstant_DoNotAskForVolume(double volume)
    {
        Assert.Equal(0m, Of(SlippageKind.None, 100m, 1_000m, (decimal)volume));
        Assert.Equal(0.05m, Of(SlippageKind.Constant, 100m, 1_000m, (decimal)volume));
        Assert.Equal(0.05m, Of(SlippageKind.Constant, -100m, 1_000m, (decimal)volume));
    }

    [Fact]
    public void Of_MarketImpact_IsItsShareOfThePrice()
    {
        MarketImpact impact = new(0.02, 1_000_000_000, TimeSpan.FromHours(6.5));
        SlippageTerms terms = new(SlippageKind.MarketImpact, 5m, Impact: impact);

        Assert.Equal(
            (decimal)impact.ShareOf(100) * 50m, SlippageModel.Of(terms, 50m, 100m, volume: 1));
    }

    // Recomputed apart from this code, from the formula with LEAN's parameters.
    [Theory]
    [InlineData(100, 1e6, 0.02, null, 0.02237769162427)]
    [InlineData(1_000, 5e7, 0.015, null, 0.00638988407507)]
    [InlineData(1_000, 5e7, 0.015, 1e9, 0.00638993134267)]
    [InlineData(1e9, 1e6, 0.02, null, 1.0)]
    [InlineData(100, 0, 0.02, null, 0.0)]
    [InlineData(100, 1e6, 0, null, 0.0)]
    public void ShareOf_QuantityAgainstTheDay_IsTemporaryAndHalfThePermanentImpact(
        double quantity, double volume, double volatility, double? outstanding, double share) => Assert.Equal(
        share,
        new MarketImpact(volatility, volume, TimeSpan.FromHours(6.5)).ShareOf(quantity, outstanding), 12);

    [Fact]
    public void Of_Bars_MeasuresVolatilityOfReturnsAndTheNewestVolumes()
    {
        MarketImpact impact = MarketImpact.Of(
            [
                Some.Bar(close: 100m, volume: 9m), Some.Bar(close: 110m, volume: 10m),
                Some.Bar(close: 99m, volume: 20m),
            ],
            volumeDays: 2, TimeSpan.FromHours(6.5));

        Assert.Equal((0.1 * Math.Sqrt(2), 15.0), (impact.Volatility, impact.DailyVolume));
        Assert.Equal(0, MarketImpact.Of([], 10, TimeSpan.FromHours(1)).ShareOf(1));
    }

    private static decimal Of(SlippageKind kind, decimal price, decimal quantity, decimal volume) =>
        SlippageModel.Of(new(kind, 5m), price, quantity, volume);
}
