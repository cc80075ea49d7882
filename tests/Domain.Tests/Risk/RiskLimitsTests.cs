using System.Text.Json;
using TradingBase.Risk;

namespace TradingBase.Domain.Tests.Risk;

public sealed class RiskLimitsTests
{
    [Fact]
    public void Init_OutsideItsBound_NamesTheProperty()
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(
            () => new RiskLimits { MaxDrawdown = Ratio.FromPercent(101) });

        Assert.Equal("MaxDrawdown", thrown.ParamName);
        Assert.Contains("A share above 0, at most 1, was "
            + "expected.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "maxOrderNotional": 0 }""")]
    [InlineData("""{ "priceCollar": 0 }""")]
    [InlineData("""{ "maxOpenOrders": -1 }""")]
    [InlineData("""{ "buyingPowerBuffer": -0.01 }""")]
    [InlineData("""{ "maxGrossExposure": 1001 }""")]
    [InlineData("""{ "duplicateWindow": "00:00:00" }""")]
    public void Read_OutsideItsBound_IsRefused(string json) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            JsonSerializer.Deserialize<RiskLimits>(json, Canonical.Options));

    [Fact]
    public void Read_SharesAsNumbers_KeepsTheOtherDefaults()
    {
        RiskLimits limits = Canonical.Read<RiskLimits>("""{ "maxDrawdown": 0.1, "maxOpenOrders": 7 }""");

        Assert.Equal(new RiskLimits { MaxDrawdown = Ratio.FromPercent(10), MaxOpenOrders = 7 }, limits);
    }

    [Fact]
    public void Read_ShareAsText_IsRefused() =>
        Assert.Throws<JsonException>(() => Canonical.Read<RiskLimits>("""{ "maxDrawdown": "10 %" }"""));
}
