namespace TradingBase.LocalHost.Bench;

/// <summary>What several runs of one thing say together.</summary>
internal static class Samples
{
    internal static double Median(IEnumerable<double> values) => Percentile([.. values], 0.5);

    /// <summary>The value that a part of all does not exceed.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="part">Between 0 and 1.</param>
    internal static double Percentile(double[] values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }

    /// <summary>Measures something several times.</summary>
    internal static async Task<List<T>> TakeAsync<T>(int runs, Func<Task<T>> run)
    {
        List<T> taken = [];
        for (int i = 0; i < runs; i++)
        {
            taken.Add(await run());
        }

        return taken;
    }
}
