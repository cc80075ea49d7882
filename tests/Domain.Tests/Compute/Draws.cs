namespace TradingBase.Domain.Tests.Compute;

/// <summary>Draws of known distributions, by Box and Muller.</summary>
internal static class Draws
{
    internal static double LogNormal(Random random, double median, double sigma) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
            * Math.Cos(Math.Tau * random.NextDouble()));
}
