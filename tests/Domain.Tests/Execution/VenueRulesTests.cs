using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

public sealed class VenueRulesTests
{
    private static readonly Instrument Coin = Some.Instrument("BTCUSD", new CryptoSpot());

    [Theory]
    [InlineData(0.01, 0.01, 0.01)]
    [InlineData(0.05, 0.01, 0.05)]
    [InlineData(0.001, 0.01, 0.01)]
    [InlineData(0.003, 0.01, 0.012)]
    [InlineData(0, 0.01, 0.01)]
    public void Describe_Ticks_AreTheCoarserAndWholeOnesOfTheVenue(double venue, double catalogue, double tick)
    {
        Assert.Equal((decimal)catalogue, Coin.Tick);
        Assert.Equal(
            (decimal)tick, new VenueRules((decimal)venue, 0, 0, 0).Describe(Coin, 100m).Tick);
    }

    [Theory]
    [InlineData(0.001, 0, 0, 0.001)]
    [InlineData(0.001, 0.0105, 0, 0.011)]
    [InlineData(0.001, 0.001, 5, 0.05)]
    [InlineData(0.02, 0.001, 5, 0.06)]
    [InlineData(0, 0, 0, 0.00000001)]
    public void Describe_TheSmallestOrder_IsWholeLotsAboveEveryBound(
        double lot, double least, double worth, double expected)
    {
        Instrument described = new VenueRules(0, (decimal)lot, (decimal)least, (decimal)worth)
            .Describe(Coin, 100m);

        Assert.Equal((decimal)expected, described.MinimumQuantity);
        Assert.Equal(0, described.MinimumQuantity % described.Lot);
    }

    [Fact]
    public void Describe_AllElse_IsTheCataloguesOwn() =>
        Assert.Equal(Coin, new VenueRules(0.01m, 0.00000001m, 0, 0).Describe(Coin, 100m));
}
