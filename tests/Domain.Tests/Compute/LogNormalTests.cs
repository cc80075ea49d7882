using FsCheck;
using FsCheck.Fluent;
using TradingBase.Compute;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Compute;

public sealed class LogNormalTests
{
    private static readonly Gen<LogNormal> Cases =
        from mu in Gen.Choose(-500, 900)
        from sigma in Gen.Choose(1, 150)
        select new LogNormal(mu / 100d, sigma / 100d);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.281551566)]
    [InlineData(0.975, 1.959963985)]
    [InlineData(0.99, 2.326347874)]
    [InlineData(0.001, -3.090232306)]
    public void Quantile_OfTheStandard_IsTheTables(double share, double deviations) =>
        Assert.Equal(deviations, Math.Log(new LogNormal(0, 1).Quantile(share)), 1e-8);

    [Fact]
    public void Mean_OfAKnownCase_IsAboveItsMedian()
    {
        LogNormal wait = new(Math.Log(2), 0.5);

        Assert.Equal(2, wait.Median, 1e-12);
        Assert.Equal(2 * Math.Exp(0.125), wait.Mean, 1e-12);
    }

    [Fact]
    public void Below_ACertainNumber_IsAStep()
    {
        LogNormal certain = new(Math.Log(2), 0);

        Assert.Equal(0, certain.Below(1.999));
        Assert.Equal(1, certain.Below(2.001));
        Assert.Equal(0, certain.Below(-1));
        Assert.Equal(1.5, certain.MeanUpTo(1.5), 1e-12);
        Assert.Equal(2, certain.MeanUpTo(7), 1e-12);
    }

    [Fact]
    public void BelowTurnsAQuantileBack() => Property.ForAll(
        from length in Cases
        from share in Gen.Choose(1, 9_999)
        select (length, share / 10_000d),
        drawn => Assert.Equal(drawn.Item2, drawn.length.Below(drawn.length.Quantile(drawn.Item2)), 2e-7),
        count: 1_000);

    [Fact]
    public void TheMeanUpToABoundIsTheAreaAboveTheDistribution() => Property.ForAll(
        from length in Cases
        from share in Gen.Choose(5, 95)
        select (length, share / 100d),
        drawn =>
        {
            double bound = drawn.length.Quantile(drawn.Item2);

            // E[min(X, b)] is the integral of 1 - F from 0 to b.
            double area = Enumerable.Range(0, 4_000)
                .Sum(i => 1 - drawn.length.Below((i + 0.5) * bound / 4_000)) * bound / 4_000;

            Assert.Equal(area, drawn.length.MeanUpTo(bound), bound * 1e-4);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_OfAllOrNothing_IsRefused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogNormal(0, 1).Quantile(share));
}
