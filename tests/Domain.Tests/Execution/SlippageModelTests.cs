using TradingBase.Execution;
using TradingBase.Markets;

namespace TradingBase.Domain.Tests.Execution;

public sealed class SlippageModelTests
{
    private static readonly TradingCosts Costs = new(FeeModel.Taker, 0m, SlippageBps: 5m);

    // Vectors of LEAN's VolumeShareSlippageModel: the share is capped at 2.5 %.
    [Theory]
    [InlineData(1_000, 20_000, 100, 0.00625)]
    [InlineData(100, 20_000, 100, 0.00025)]
    [InlineData(100, 20_000, -100, 0.00025)]
    public void Of_ReportedVolume_GrowsWithTheSquareOfTheShare(
        double quantity, double volume, double price, double slippage) => Assert.Equal(
        (decimal)slippage, SlippageModel.Of(Costs, (decimal)price, (decimal)quantity, (decimal)volume));

    [Fact]
    public void Of_VolumeNotReported_IsTheConstant() =>
        Assert.Equal(0.05m, SlippageModel.Of(Costs, 100m, 1_000_000m, volume: 0));
}
