using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk;

public sealed class RiskLimitSetTests
{
    private static readonly InstrumentId Apple = new("AAPL", "us-equities");

    private static readonly RiskLimits Desk = new()
    {
        MaxOrderNotional = 100m, MinOrderNotional = 10m, MaxRepeats = 4,
        Markets = new Dictionary<string, LimitLayer>
        {
            ["us-equities"] = new() { MaxOrderNotional = 80m, MinOrderNotional = 5m },
        },
        Strategies = new Dictionary<string, LimitLayer>
        {
            ["trend"] = new() { MaxOrderNotional = 90m, MinOrderNotional = 20m, RepeatWindow = TimeSpan.FromDays(2) },
        },
        Instruments = new Dictionary<InstrumentId, LimitLayer>
        {
            [Apple] = new() { MaxOrderNotional = 120m, MaxRepeats = 3, MayOpen = false },
        },
    };

    [Fact]
    public void Of_SeveralLayers_TakesTheTightestOfEachProperty()
    {
        RiskLimits tight = new RiskLimitSet(Desk).Of(Apple, "trend");

        Assert.Equal(
            (80m, 20m, 3, false, true),
            (tight.MaxOrderNotional, tight.MinOrderNotional, tight.MaxRepeats, tight.MayOpen, tight.MayTrade));
    }

    [Fact]
    public void Of_OtherNames_AreBoundByTheDeskAlone()
    {
        RiskLimits other = new RiskLimitSet(Desk).Of(new("BTCUSDT", "crypto-spot"), "other");

        Assert.Equal(
            (100m, 10m, 4, true),
            (other.MaxOrderNotional, other.MinOrderNotional, other.MaxRepeats, other.MayOpen));
    }

    [Fact]
    public void Of_NoStrategy_LeavesItsLayerOut() =>
        Assert.Equal(10m, new RiskLimitSet(Desk).Of(Apple, null).MinOrderNotional);

    [Fact]
    public void Of_TheSameTwice_IsPutTogetherOnce()
    {
        RiskLimitSet set = new(Desk);

        Assert.Same(set.Of(Apple, "trend"), set.Of(Apple, "trend"));
    }

    [Fact]
    public void Of_Lists_LetOnlyPassWhatEveryLayerLets()
    {
        InstrumentId other = new("MSFT", "us-equities");
        RiskLimitSet set = new(new()
        {
            Restricted = [new("XAUUSD", "commodities")],
            Markets = new Dictionary<string, LimitLayer> { ["us-equities"] = new() { Allowed = [Apple, other] } },
            Strategies = new Dictionary<string, LimitLayer> { ["trend"] = new() { Restricted = [other] } },
        });

        Assert.True(set.Of(Apple, "trend").MayTrade);
        Assert.True(set.Of(other, "another").MayTrade);
        Assert.False(set.Of(other, "trend").MayTrade);
        Assert.False(set.Of(new("TSLA", "us-equities"), "another").MayTrade);
        Assert.False(set.Of(new("XAUUSD", "commodities"), "another").MayTrade);
    }

    [Fact]
    public void Of_AllowedButNobody_LetsNobodyPass() =>
        Assert.False(new RiskLimitSet(new() { Allowed = [] }).Of(Apple, null).MayTrade);

    [Fact]
    public void LongestWindow_OfALayer_ReachesAsFarBack() =>
        Assert.Equal(TimeSpan.FromDays(2), new RiskLimitSet(Desk).LongestWindow);

    [Theory]
    [InlineData(79, true)]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Verify_AtTheWire_KeepsTheTightestHardLimitOfTheOrder(int hard, bool passes)
    {
        RiskLimitSet set = new(new()
        {
            Instruments = new Dictionary<InstrumentId, LimitLayer> { [Apple] = new() { HardOrderNotional = 8_000m } },
        });

        Assert.Equal(
            passes,
            new HardLimits(Some.Signer(), set)
                .Verify(Some.ApprovedOrder(Some.Order(hard)), Some.DeskTime, TradingState.Active) is null);
    }
}
