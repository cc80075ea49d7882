using TradingBase.Analysis.Indicators;

namespace TradingBase.Domain.Tests.Analysis.Indicators;

public sealed class IndicatorTests
{
    // StockCharts ChartSchool, "Moving Averages": ten-day example.
    private static readonly double[] Averaged =
        [22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61,
            23.36];

    // StockCharts ChartSchool, "Relative Strength Index": the QQQQ example.
    private static readonly double[] Strengths =
    [
        44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931,
            46.0328,
        45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122,
    ];

    [Fact]
    public void Simple_PublishedExample_AgreesToTheCent() => AssertTail(
        [22.22, 22.21, 22.23, 22.26, 22.30, 22.42], MovingAverage.Simple(Averaged, 10), 9, 0.0051);

    [Fact]
    public void Exponential_PublishedExample_AgreesToTheCent() => AssertTail(
        [22.22, 22.21, 22.24, 22.27, 22.33, 22.52], MovingAverage.Exponential(Averaged, 10), 9, 0.0051);

    [Fact]
    public void Wilder_PublishedStrengths_AgreeToTheCent() => AssertTail(
        [70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93], RelativeStrength.Wilder(Strengths, 14), 14, 0.01);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(-1, 0)]
    [InlineData(0, 50)]
    public void Wilder_OneWay_ReachesTheEndOfItsScale(int step, double expected) => Assert.Equal(
        expected,
            RelativeStrength.Wilder([.. Enumerable.Range(0, 15).Select(i => 100.0 + (step * i))], 14)[^1]);

    [Fact]
    public void OfLast_OneToTwenty_IsNineAndAHalfOverTheRootOf35() => Assert.Equal(
        9.5 / Math.Sqrt(35), ZScore.OfLast([.. Enumerable.Range(1, 20).Select(i => (double)i)], 20)[^1], 12);

    [Fact]
    public void OfLast_NothingMoved_HasNoMeaning() =>
        Assert.True(double.IsNaN(ZScore.OfLast([5.0, 5, 5, 5], 4)[^1]));

    [Fact]
    public void CloseToClose_TenPercentUpAndDown_IsTheirSampleDeviationOverAYear() => Assert.Equal(
        Math.Sqrt(0.02) * Math.Sqrt(252), RealisedVolatility.CloseToClose([100, 110, 99], 2, 252)[^1], 12);

    [Fact]
    public void CloseToClose_NegativePrice_LeavesOutTheReturnThatStartsThere()
    {
        // WTI in April 2020: the fall below zero is a return, the rise from below zero is none.
        double[] closes = [18.31, -36.98, 8.91, 13.64];
        double fall = (-36.98 - 18.31) / 18.31;
        double rise = (13.64 - 8.91) / 8.91;
        double mean = (fall + rise) / 2;
        double deviation = Math.Sqrt(Math.Pow(fall - mean, 2) + Math.Pow(rise - mean, 2));

        Assert.Equal(
            deviation * Math.Sqrt(252), RealisedVolatility.CloseToClose(closes, 3, 252)[^1], 10);
    }

    [Fact]
    public void Between_TwelveMonthsWithoutTheNewest_ReadsBothEndsAgo()
    {
        double[] closes = [.. Enumerable.Range(0, 253).Select(i => 100.0 + i)];

        Assert.Equal((331.0 / 100.0) - 1, Momentum.Between(closes, 252, 21)[^1], 12);
        Assert.True(double.IsNaN(Momentum.Between(closes, 253)[^1]));
        Assert.True(double.IsNaN(Momentum.Between([-1, 5], 1)[^1]));
    }

    [Fact]
    public void FromHigh_BelowTheHighestOfTheWindow_ForgetsOlderHighs()
    {
        double[] depth = Drawdown.FromHigh([200, 100, 120, 90], 3);

        Assert.Equal(-0.25, depth[^1], 12);
        Assert.Equal(-0.40, depth[2], 12);
    }

    [Fact]
    public void Wilder_RangesWithGaps_CountTheGap()
    {
        // True ranges 3 (gap up), 4 and 5 (gap down); seeded with two, then smoothed: ((3 + 4) / 2 + 5) / 2.
        double[] closes = [10, 12, 14, 10];
        double[] highs = [11, 13, 15, 11];
        double[] lows = [9, 12, 11, 9];

        double[] range = AverageTrueRange.Wilder(highs, lows, closes, 2);

        Assert.True(double.IsNaN(range[1]));
        Assert.Equal(3.5, range[2], 12);
        Assert.Equal(4.25, range[3], 12);
    }

    [Fact]
    public void Wilder_LengthsDiffer_IsAFault() =>
        Assert.Throws<ArgumentException>(() => AverageTrueRange.Wilder([1.0], [1.0, 2], [1.0, 2], 1));

    private static void AssertTail(double[] expected, double[] actual, int from, double tolerance)
    {
        Assert.All(actual[..from], value => Assert.True(double.IsNaN(value)));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[from + i], tolerance);
        }
    }
}
