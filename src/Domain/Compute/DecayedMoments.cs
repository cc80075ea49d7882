namespace TradingBase.Compute;

/// <summary>Weight, mean and variance of numbers of which older ones count less.</summary>
/// <remarks>
/// Three numbers, whatever has been added. Not thread-safe. Source: West, "Updating Mean and Variance
/// Estimates", <i>Communications of the ACM</i> 22(9), 1979, with weights that halve per half-life.
/// </remarks>
internal struct DecayedMoments
{
    private double _squares;

    /// <summary>How many numbers it stands for; zero or more.</summary>
    internal double Weight { get; private set; }

    /// <summary>Their mean.</summary>
    internal double Mean { get; private set; }

    /// <summary>Adds a number after letting the older ones fade.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="weight">How much it counts; above zero.</param>
    /// <param name="keep">Share of their weight that older ones keep; 0 to 1.</param>
    internal void Add(double value, double weight, double keep)
    {
        Weight = (Weight * keep) + weight;
        double off = value - Mean;
        Mean += off * weight / Weight;
        _squares = (_squares * keep) + (weight * off * (value - Mean));
    }

    /// <summary>Lets what was added fade.</summary>
    /// <param name="keep">Share of its weight that it keeps; 0 to 1.</param>
    internal void Fade(double keep)
    {
        Weight *= keep;
        _squares *= keep;
    }

    /// <summary>What the next number is likely to be, given what was believed before the first.</summary>
    /// <param name="prior">What was believed.</param>
    /// <param name="priorWeight">How many numbers that belief is worth; above zero.</param>
    /// <param name="keep">Share of its weight that is left by now; 0 to 1.</param>
    /// <remarks>
    /// Few numbers widen it. Source: Gelman and others, <i>Bayesian Data Analysis</i>, 3.3, the conjugate
    /// normal model; the spread is the predictive one.
    /// </remarks>
    internal readonly LogNormal Predict(LogNormal prior, double priorWeight, double keep)
    {
        double weight = Weight * keep;
        double whole = weight + priorWeight;
        double off = Mean - prior.Mu;
        double squares = (_squares * keep) + (priorWeight * prior.Sigma * prior.Sigma)
            + (weight * priorWeight / whole * off * off);
        return new(
            prior.Mu + (weight / whole * off),
            Math.Sqrt(Math.Max(0, squares / whole * (1 + (1 / whole)))));
    }
}
