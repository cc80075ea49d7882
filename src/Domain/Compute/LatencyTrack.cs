using System.Runtime.CompilerServices;

namespace TradingBase.Compute;

/// <summary>One endpoint's times of one sort, by input length, and whether they are in a brown-out.</summary>
/// <remarks>
/// Each length has moments of its own; what the lengths have in common, the endpoint's pace against the
/// prior, is the prior of a length that was not seen yet. Not thread-safe.
/// </remarks>
internal sealed class LatencyTrack(LatencyBookOptions options, double[] priors)
{
    // While it is slow, little is learned of what is usual: else a brown-out becomes the measure of itself,
    // and nobody comes back soon after it. A tenth of the weight still learns what stays slow for good.
    private const double LearnedWhenSlow = 0.1;

    // Beyond these the router's products would overflow: a microsecond, two days, a factor of twenty.
    private const double Least = -14;
    private const double Most = 12;
    private const double WidestSpread = 3;
    private readonly double _decay = Math.Log(2) / options.HalfLife.Ticks;
    private readonly double _slowFrom = Math.Log(options.SlowFrom);
    private readonly double _slowUntil = Math.Log(options.SlowUntil);
    private Lengths _lengths;
    private DecayedMoments _pace;
    private RecentMedian _recent;
    private long _at;
    private double _shift;

    /// <summary>Adds a measurement.</summary>
    /// <param name="logarithm">Of seconds.</param>
    /// <param name="length">Which length of input.</param>
    /// <param name="now">Ticks, UTC.</param>
    /// <param name="whole">False for a wait that has not ended yet: it tells of a brown-out only.</param>
    internal void Add(double logarithm, int length, long now, bool whole)
    {
        if (whole)
        {
            double weight = _shift > 0 ? LearnedWhenSlow : 1;
            double keep = Keep(now);
            for (int i = 0; i < priors.Length; i++)
            {
                if (i != length)
                {
                    _lengths[i].Fade(keep);
                }
            }

            _lengths[length].Add(logarithm, weight, keep);
            _pace.Add(logarithm - priors[length], weight, keep);
            _at = Math.Max(_at, now);
        }

        _recent.Add(logarithm, length, now);
        Span<double> usual = stackalloc double[priors.Length];
        for (int i = 0; i < usual.Length; i++)
        {
            usual[i] = Usual(i, 1).Mu;
        }

        double above = _recent.Above(usual, now - options.RecentFor.Ticks);
        bool slow = _shift > 0 ? above > _slowUntil : above >= _slowFrom;
        _shift = slow ? above : 0;
    }

    /// <summary>What is expected now.</summary>
    internal LogNormal Read(int length, long now, out double measured, out bool slow)
    {
        double keep = Keep(now);
        LogNormal usual = Usual(length, keep);
        measured = _lengths[length].Weight * keep;

        // Whoever is slow is asked less; without news the memory fades, so that it is tried again.
        double age = Math.Max(0, now - _recent.Newest) / (double)options.RecentFor.Ticks;
        double shift = _shift * Math.Max(0, 1 - age);
        slow = shift > _slowUntil;
        return new(
            Math.Clamp(usual.Mu + (slow ? shift : 0), Least, Most), Math.Min(usual.Sigma, WidestSpread));
    }

    private double Keep(long now) => _at == 0 ? 1 : Math.Exp(-_decay * Math.Max(0, now - _at));

    private LogNormal Usual(int length, double keep)
    {
        LogNormal pace = _pace.Predict(new(0, options.Spread), options.Weight, keep);
        return _lengths[length].Predict(
            new(priors[length] + pace.Mu, pace.Sigma), options.Weight, keep);
    }

    [InlineArray(LatencyBook.Lengths)]
    private struct Lengths
    {
        private DecayedMoments _first;
    }
}
