using System.Globalization;
using System.IO.Compression;
using TradingBase.Analysis;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Analysis;

public sealed class FeaturesTests
{
    /// <summary>
    /// Values computed by a separate program from the recorded file, by the table's formulas.
    /// </summary>
    [SkippableTheory]
    [InlineData("close", 169.229996)]
    [InlineData("sma20Distance", -0.015483628039931085)]
    [InlineData("sma50Distance", -0.004118196916815697)]
    [InlineData("sma200Distance", 0.08540603247001433)]
    [InlineData("emaSpread", 0.00229297034407816)]
    [InlineData("momentum20", -0.015245911600375583)]
    [InlineData("momentum60", 0.10261923645085314)]
    [InlineData("momentum12m1", 0.4518974697533418)]
    [InlineData("momentum60Score", 1.162808093211256)]
    [InlineData("zScore20", -1.1554413316331578)]
    [InlineData("rsi14", 43.149849253581834)]
    [InlineData("volatility20", 0.15034097088659848)]
    [InlineData("volatility60", 0.18086118761838002)]
    [InlineData("volatilityRatio", 0.8312506008963091)]
    [InlineData("drawdown60", -0.04075502823665145)]
    [InlineData("atr14Ratio", 0.013989996312022001)]
    public void Feature_AppleAtTheEndOf2017_AgreesWithASeparateCalculation(string name, double expected)
    {
        Skip.If(SharedData.Market is null, SharedData.Absent);
        PriceHistory history = new(Some.Series([]) with { Bars = ReadApple() }, 252);

        Feature feature = Features.All.Single(one => one.Name == name);

        Assert.Equal(expected, feature.Compute(history), 1e-9 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void Readings_SeriesOfCloses_LeaveOutTheRange()
    {
        BarSeries closes = Some.Series([.. Enumerable.Range(1, 60).Select(i => 100m + (i % 7))]);

        FeatureReadings readings = new(new(closes, 252), [Features.Close, Features.Atr14Ratio]);

        Assert.Equal([Features.Close.Name], readings.Values.Select(value => value.Feature));
        Assert.True(double.IsNaN(readings[Features.Atr14Ratio]));
    }

    [Fact]
    public void Readings_PricesBelowZero_HoldOnlyFiniteValues()
    {
        BarSeries fallen = Some.Series([.. Enumerable.Range(1, 260).Select(i => 50m - (i / 3m))]);

        FeatureReadings readings = new(new(fallen, 252), Features.All);

        Assert.All(readings.Values, value => Assert.True(double.IsFinite(value.Value), value.Feature));
        Assert.DoesNotContain(readings.Values, value => value.Feature == Features.Sma20Distance.Name);
    }

    /// <summary>What a desk keeps of older history must not change what it says today.</summary>
    [Fact]
    public void Feature_LongerHistory_SaysTheSame()
    {
        BarSeries all = Some.Walk(600);
        BarSeries newest = all with { Bars = [.. all.Bars.Skip(600 - 253)] };

        foreach (Feature feature in Features.All)
        {
            Assert.Equal(feature.Compute(new(all, 252)), feature.Compute(new(newest, 252)));
        }
    }

    private static List<Bar> ReadApple()
    {
        string path = Path.Combine(SharedData.Market!, "equity", "AAPL.1d.csv.gz");
        using GZipStream plain = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(plain);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(','))
            .Where(cells => string.CompareOrdinal(cells[2], "2017-12-29T00:00:00Z") <= 0)
            .Select(cells => new Bar(
                default, default, Number(cells[3]), Number(cells[4]), Number(cells[5]), Number(cells[6]), 0))
            .TakeLast(260)];
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
