using FsCheck;
using FsCheck.Fluent;
using TradingBase.Analysis.Indicators;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Analysis.Indicators;

public sealed class IndicatorProperties
{
    private static readonly Func<double[], double[]>[] Indicators =
    [
        closes => MovingAverage.Simple(closes, 5),
        closes => MovingAverage.Exponential(closes, 5),
        closes => RelativeStrength.Wilder(closes, 5),
        closes => ZScore.OfLast(closes, 5),
        closes => RealisedVolatility.CloseToClose(closes, 5, 252),
        closes => Momentum.Between(closes, 5, 2),
        closes => Drawdown.FromHigh(closes, 5),
        closes => AverageTrueRange.Wilder(closes, closes, closes, 5),
    ];

    // Prices of both signs, in cents; zero too.
    private static readonly Gen<double[]> Closes =
        Gen.Choose(-500, 10_000).Select(cents => cents / 100.0).ArrayOf();

    /// <summary>
    /// What a value is must not hang on what comes later: each prefix ends with the whole's value.
    /// </summary>
    [Fact]
    public void NoIndicatorLooksAhead() => Property.ForAll(Closes, closes =>
    {
        foreach (Func<double[], double[]> indicator in Indicators)
        {
            double[] whole = indicator(closes);
            Assert.Equal(closes.Length, whole.Length);
            for (int n = 1; n <= closes.Length; n++)
            {
                Assert.Equal(whole[n - 1], indicator(closes[..n])[^1]);
            }
        }
    });

    [Fact]
    public void AStrengthIndexStaysOnItsScale() => Property.ForAll(Closes, closes =>
        Assert.All(
            RelativeStrength.Wilder(closes, 3).Where(value => !double.IsNaN(value)),
            value => Assert.InRange(value, 0, 100)));

    [Fact]
    public void ADrawdownIsNeverAboveZero() => Property.ForAll(Closes, closes =>
        Assert.All(
            Drawdown.FromHigh(closes, 4).Where(value => !double.IsNaN(value)),
            value => Assert.True(value <= 0)));
}
