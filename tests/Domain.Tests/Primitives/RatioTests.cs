namespace TradingBase.Domain.Tests.Primitives;

public sealed class RatioTests
{
    [Theory]
    [InlineData(15, "15.0 %")]
    [InlineData(0, "0.0 %")]
    [InlineData(-2.55, "-2.6 %")]
    [InlineData(0.04, "0.0 %")]
    [InlineData(1234.5, "1234.5 %")]
    public void ToString_Percent_HasOneDecimal(double percent, string written)
    {
        Assert.Equal(written, Ratio.FromPercent((decimal)percent).ToString());
    }

    [Fact]
    public void Compare_ByValue()
    {
        Ratio small = Ratio.FromPercent(1), large = new(0.02m);

        Assert.True(small < large && small <= large && large > small && large >= small);
        Assert.True(new Ratio(0.010m) == small && new Ratio(0.010m).CompareTo(small) == 0);
        Assert.Equal(default, new Ratio(0m));
    }

    [Fact]
    public void Json_RoundTrips()
    {
        Assert.Equal(new(0.125m), Canonical.Read<Ratio>(Canonical.Json(new Ratio(0.125m))));
    }
}
