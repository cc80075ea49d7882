namespace TradingBase.Analysis;

/// <summary>Features of one history, computed once and read by name.</summary>
/// <remarks>Holds only what has a meaning: finite values.</remarks>
public sealed class FeatureReadings
{
    private readonly List<FeatureValue> _values;

    /// <summary>Computes features.</summary>
    /// <param name="history">At least as many bars as a feature needs, or that feature is left out.</param>
    /// <param name="features">Which ones; the order of the evidence.</param>
    public FeatureReadings(PriceHistory history, IReadOnlyList<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(features);
        _values = new(features.Count);
        foreach (Feature feature in features)
        {
            double value = history.Count >= feature.Bars ? feature.Compute(history) : double.NaN;
            if (double.IsFinite(value))
            {
                _values.Add(new(feature.Name, value));
            }
        }
    }

    /// <summary>The values, in the order asked for.</summary>
    public IReadOnlyList<FeatureValue> Values => _values;

    /// <summary>One feature's value; not a number when it has none.</summary>
    public double this[Feature feature]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(feature);
            foreach (FeatureValue value in _values)
            {
                if (value.Feature == feature.Name)
                {
                    return value.Value;
                }
            }

            return double.NaN;
        }
    }
}
