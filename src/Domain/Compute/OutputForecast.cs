using System.Collections.Concurrent;

namespace TradingBase.Compute;

/// <summary>How many tokens the answers of each agent role are, learned from what they were.</summary>
/// <remarks>
/// Lengths are taken as log-normal; older answers count less, by number and not by time. An answer that was
/// cut off at its bound counts as what it would likely have been. Constant memory for each role, and for at
/// most
/// <see cref="MaxRoles"/>: roles beyond share one line. Thread-safe; only a role's first answer allocates.
/// Source: Tobin, "Estimation of Relationships for Limited Dependent Variables", 1958, by the step of
/// Dempster, Laird and Rubin, 1977, for each cut answer.
/// </remarks>
public sealed class OutputForecast
{
    /// <summary>How many roles have a line of their own.</summary>
    public const int MaxRoles = 256;

    private const double Keep = 0.99; // The last hundred answers, about.
    private const double PriorWeight = 0.25;
    private const double PriorSpread = 0.7;
    private const double UpperShare = 0.9;
    private static readonly double MostBeyond = Math.Log(4);
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Line _others = new();

    /// <summary>Adds an answer.</summary>
    /// <param name="role">Who asked.</param>
    /// <param name="outputTokens">What it was; zero or more, where zero tells nothing.</param>
    /// <param name="maxOutputTokens">What it was allowed; greater than zero.</param>
    public void Add(string role, int outputTokens, int maxOutputTokens)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxOutputTokens, 1);
        if (outputTokens == 0)
        {
            return;
        }

        Line line = LineOf(role);
        lock (line.Gate)
        {
            double logarithm = Math.Log(outputTokens);
            if (outputTokens >= maxOutputTokens)
            {
                logarithm = Beyond(logarithm, line.Lengths.Predict(Prior(maxOutputTokens), PriorWeight, 1));
            }

            line.Lengths.Add(logarithm, 1, Keep);
        }
    }

    /// <summary>Forecasts an answer.</summary>
    /// <param name="role">Who asks.</param>
    /// <param name="maxOutputTokens">What it is allowed; greater than zero.</param>
    /// <returns>Around half of what is allowed, and widely so, where the role is unknown.</returns>
    public OutputEstimate Read(string role, int maxOutputTokens)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxOutputTokens, 1);
        LogNormal length = Prior(maxOutputTokens);
        if (_lines.TryGetValue(role, out Line? line) || _lines.Count >= MaxRoles)
        {
            line ??= _others;
            lock (line.Gate)
            {
                length = line.Lengths.Predict(length, PriorWeight, 1);
            }
        }

        double upper = Math.Ceiling(Math.Min(maxOutputTokens, length.Quantile(UpperShare)));
        return new(length.MeanUpTo(maxOutputTokens), (int)upper, length);
    }

    /// <summary>How many tokens an endpoint can write in the time that is left.</summary>
    /// <param name="left">Until the deadline.</param>
    /// <param name="latency">The endpoint's pace.</param>
    /// <param name="certainty">How sure it has to be; above 0, below 1.</param>
    /// <param name="maxOutputTokens">What was asked for; greater than zero.</param>
    /// <returns>
    /// 0, where not even the first token is that certain, to what was asked for. Pace and wait may each be
    /// as bad as half of the doubt allows, so both together are that certain however they depend on each
    /// other.
    /// </returns>
    public static int MaxTokensFor(
        TimeSpan left, in LatencyEstimate latency, double certainty, int maxOutputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxOutputTokens, 1);
        double each = (1 + certainty) / 2;
        double writing = left.TotalSeconds - latency.FirstToken.Quantile(each);
        return writing < 0
            ? 0
            : (int)Math.Min(maxOutputTokens, 1 + Math.Floor(writing / latency.OutputToken.Quantile(each)));
    }

    private static LogNormal Prior(int maxOutputTokens) => new(Math.Log(maxOutputTokens / 2d), PriorSpread);

    // The mean of a normal variable above a bound; held to four times the bound, since nothing is known
    // there.
    private static double Beyond(double bound, LogNormal length)
    {
        double edge = (bound - length.Mu) / length.Sigma;
        double above = LogNormal.Normal(-edge);
        double mean = above > 1e-6
            ? length.Mu + (length.Sigma * LogNormal.Density(edge) / above)
            : bound;
        return Math.Clamp(mean, bound, bound + MostBeyond);
    }

    private Line LineOf(string role)
    {
        if (_lines.TryGetValue(role, out Line? line))
        {
            return line;
        }

        return _lines.Count >= MaxRoles ? _others : _lines.GetOrAdd(role, static _ => new());
    }

    private sealed class Line
    {
        // A field, since it is changed in place.
        private DecayedMoments _lengths;

        internal Lock Gate { get; } = new();

        internal ref DecayedMoments Lengths => ref _lengths;
    }
}
