using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Portfolio;

public sealed class PositionMathTests
{
    private static readonly Instrument Bitcoin = Some.Instrument("BTCUSD", new CryptoSpot());

    [Fact]
    public void Apply_FirstTrade_Opens()
    {
        PositionChange change = PositionMath.Apply(null, Trade(10, 100));

        Assert.Equal((10m, 100m, 100m), Numbers(change));
        Assert.Equal((0m, -1_000m), (change.Realised, change.CashFlow));
    }

    [Fact]
    public void Apply_MoreOfTheSameSide_AveragesThePrice() =>
        Assert.Equal((30m, 110m, 115m), Numbers(PositionMath.Apply(Held(10, 100), Trade(20, 115))));

    [Theory]
    [InlineData(10, -4, 120, 6, 80)]
    [InlineData(-10, 4, 120, -6, -80)]
    public void Apply_Reduction_RealisesTheClosedPartAndKeepsTheAverage(
        int held, int traded, int price, int left, int realised)
    {
        PositionChange change = PositionMath.Apply(Held(held, 100), Trade(traded, price));

        Assert.Equal((left, 100m, (decimal)price), Numbers(change));
        Assert.Equal(realised, change.Realised);
    }

    [Theory]
    [InlineData(10, -15, 90, -5, -100)]
    [InlineData(-10, 15, 90, 5, 100)]
    public void Apply_CrossingZero_RealisesTheClosedPartOnlyAndOpensTheRest(
        int held, int traded, int price, int left, int realised)
    {
        PositionChange change = PositionMath.Apply(Held(held, 100), Trade(traded, price));

        Assert.Equal((left, (decimal)price, (decimal)price), Numbers(change));
        Assert.Equal(realised, change.Realised);
    }

    [Fact]
    public void Apply_WholePosition_LeavesNothing() =>
        Assert.Null(PositionMath.Apply(Held(10, 100), Trade(-10, 100)).Position);

    [Fact]
    public void Apply_FeeInTheTradedCoin_TakesUnitsAway()
    {
        Trade bought = new(Bitcoin.Id, "USD", 1, 1m, 20_000m, 0.001m, "BTC", Some.DeskTime);

        PositionChange change = PositionMath.Apply(null, bought);

        Assert.Equal((0.999m, 20_000m, 20_000m), Numbers(change));
        Assert.Equal(-20m, change.Realised);
    }

    [Fact]
    public void Apply_FeeInAnotherCoin_LeavesTheUnits()
    {
        Trade bought = new(Bitcoin.Id, "USD", 1, 1m, 20_000m, 0.01m, "BNB", Some.DeskTime);

        Assert.Equal(1m, PositionMath.Apply(null, bought).Position?.Quantity);
    }

    [Fact]
    public void Apply_Multiplier_ScalesMoneyAndNotUnits()
    {
        Position future = Held(2, 100) with { Multiplier = 50 };

        PositionChange change = PositionMath.Apply(future, Trade(-1, 101) with { Multiplier = 50 });

        Assert.Equal((50m, 5_050m), (change.Realised, change.CashFlow));
    }

    [Fact]
    public void Apply_OtherInstrument_IsRefused() => Assert.Throws<ArgumentException>(
        () => PositionMath.Apply(Held(10, 100), Trade(1, 100) with { Instrument = Bitcoin.Id }));

    private static (decimal, decimal, decimal) Numbers(PositionChange change) =>
        (change.Position!.Quantity, change.Position.AveragePrice, change.Position.LastPrice);

    private static Position Held(decimal quantity, decimal average) =>
        new(Some.Instrument().Id, "USD", 1, quantity, average, average, Some.DeskTime);

    private static Trade Trade(decimal quantity, decimal price) =>
        new(Some.Instrument().Id, "USD", 1, quantity, price, 0, "USD", Some.DeskTime);
}
