using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

public sealed class FeeModelTests
{
    // Vectors of LEAN's Interactive Brokers model; the last two stand at and just above the minimum.
    [Theory]
    [InlineData(100, 5, 1.00)]
    [InlineData(1_000, 50, 5.00)]
    [InlineData(10_000, 0.50, 25.00)]
    [InlineData(1, 1, 1.00)]
    [InlineData(200, 50, 1.00)]
    [InlineData(202, 50, 1.01)]
    public void Of_SharesOfTheUs_TestsTheMinimumFirst(double quantity, double price, double fee) =>
        Assert.Equal(
        new Fee((decimal)fee, "USD"),
        FeeModel.Of(new UsEquities().Costs, Some.Instrument(), (decimal)quantity, (decimal)price));

    [Theory]
    [InlineData("EURUSD", 1_000_000, 1.25, 25, "USD")]
    [InlineData("EURUSD", 10_000, 1.25, 2, "USD")]
    [InlineData("USDJPY", 1_000_000, 110, 20, "USD")]
    [InlineData("USDJPY", 1_000, 110, 2, "USD")]
    [InlineData("EURGBP", 100_000, 0.8, 1.6, "GBP")]
    public void Of_Currencies_TakesAFifthOfABasisPointAndTwoDollarsAtLeast(
        string pair, double quantity, double price, double fee, string currency) => Assert.Equal(
        new Fee((decimal)fee, currency),
        FeeModel.Of(new Fx().Costs, Some.Instrument(pair, new Fx()), (decimal)quantity, (decimal)price));

    [Fact]
    public void Of_TakerRate_IsAShareOfTheValue() => Assert.Equal(
        new Fee(25m, "USD"),
        FeeModel.Of(new CryptoSpot().Costs, Some.Instrument("BTCUSD", new CryptoSpot()), 0.5m, 20_000m));

    [Fact]
    public void Of_NegativePrice_CostsItsSize() => Assert.Equal(
        new Fee(3.7m, "USD"), FeeModel.Of(new(FeeModel.Taker, 10m, 0m), Some.Gold(), 100m, -37m));

    [Fact]
    public void Of_EveryMarketOfTheCatalogue_HasAKnownSchedule() => Assert.All(
        Some.Markets(), market =>
            Assert.True(FeeModel.Of(market.Costs, market.Describe("EURUSD", true), 1, 1).Amount > 0));

    [Fact]
    public void Of_UnknownSchedule_IsRefused() => Assert.Throws<ArgumentException>(
        () => FeeModel.Of(new TradingCosts("free-lunch", 0, 0), Some.Instrument(), 1, 1));
}
