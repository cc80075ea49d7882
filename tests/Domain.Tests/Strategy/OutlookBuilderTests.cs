using TradingBase.Analysis.Indicators;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Strategy;

public sealed class OutlookBuilderTests
{
    [Fact]
    public void Build_LongSeries_TakesSixtyReturnsAndTwentyVolumes()
    {
        BarSeries series = Some.Walk(100);

        InstrumentOutlook outlook = Assert.Single(Build(series));

        double[] closes = [.. series.Bars.Select(bar => (double)bar.Close)];
        Assert.Equal(RealisedVolatility.CloseToClose(closes, 60, 252)[^1], outlook.Volatility);
        Assert.Equal(series.Bars.TakeLast(20).Average(bar => bar.Volume), outlook.AverageDailyVolume);
        Assert.Equal(
            (series.Bars[^1].Close, series.Bars[^1].Volume), (outlook.ReferencePrice, outlook.LastVolume));
    }

    [Theory]
    [InlineData(21, true)]
    [InlineData(20, false)]
    public void Build_ShortSeries_NeedsTwentyReturns(int bars, bool known) =>
        Assert.Equal(known, Assert.Single(Build(Some.Walk(bars))).Volatility is not null);

    [Fact]
    public void Build_VolumeNotReportedOnce_HasNoAverage()
    {
        BarSeries series = Some.Walk(30);
        series = series with { Bars = [
            .. series.Bars.Select((bar, i) => i == 15 ? bar with { Volume = 0 } : bar)] };

        Assert.Equal(0, Assert.Single(Build(series)).AverageDailyVolume);
    }

    private static IReadOnlyList<InstrumentOutlook> Build(BarSeries series) => OutlookBuilder.Build(
        Some.Snapshot(series), [Some.Insight(instrument: series.Instrument.Id),
            Some.Insight(instrument: new("NONE", "us-equities"))],
        252, marketOpen: true);
}
