using System.Numerics;
using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class RouteMathsTests
{
    [Fact]
    public void Log_FromTheSmallestToTheLargest_IsWithinItsBound()
    {
        for (double x = 1e-9; x < 1e9; x *= 1.0137)
        {
            float given = (float)x;
            Assert.InRange(RouteMaths.Log(new Vector<float>(given))[0] - Math.Log(given), -3e-6, 3e-6);
            Assert.Equal(RouteTwin.Log(given), RouteMaths.Log(new Vector<float>(given))[0]);
        }
    }

    [Fact]
    public void Above_FromMinusTwelveToTwelve_IsWithinItsBound()
    {
        for (double z = -12; z <= 12; z += 0.0173)
        {
            float given = (float)z;
            float found = RouteMaths.Above(new Vector<float>(given))[0];
            Assert.InRange(found - Tail(given), -6e-7, 6e-7);
            Assert.Equal(RouteTwin.Above(given), found);
        }
    }

    // Tabled values, so that the reference itself is held against something.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.158655254)]
    [InlineData(1.959964, 0.025)]
    [InlineData(3, 0.001349898)]
    [InlineData(-1, 0.841344746)]
    public void Above_TabledValues_AreFound(double value, double above)
    {
        Assert.Equal(above, Tail(value), 1e-8);
        Assert.Equal(above, RouteMaths.Above(new Vector<float>((float)value))[0], 6e-7);
    }

    [Fact]
    public void FromQuantiles_MedianAndNinth_AreFoundAgain()
    {
        LogNormal time = LogNormal.FromQuantiles(0.4, 1.1);

        Assert.Equal(0.4, Math.Exp(time.Mu), 1e-12);
        Assert.Equal(0.1, Tail((Math.Log(1.1) - time.Mu) / time.Sigma), 1e-9);
    }

    // Simpson's rule over the density, in double precision.
    private static double Tail(double z)
    {
        const int Steps = 2_000;
        double to = Math.Min(Math.Abs(z), 12), step = to / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double x = i * step;
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-x * x / 2);
        }

        double half = sum * step / 3 / Math.Sqrt(2 * Math.PI);
        return z < 0 ? 0.5 + half : 0.5 - half;
    }
}
