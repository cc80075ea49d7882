namespace TradingBase.Strategy;

/// <summary>How conviction becomes weight.</summary>
public sealed record ConvictionWeightedOptions
{
    /// <summary>
    /// Annual volatility that a full conviction in one instrument may bring; above 0, at most 2.
    /// </summary>
    /// <value>0.25: with usual stances and confidences a position brings 2 to 5 % a year.</value>
    public double TargetVolatility { get; init; } = 0.25;

    /// <summary>Largest size of one instrument, share of equity; above 0, at most 1.</summary>
    /// <value>0.15.</value>
    public double MaxWeight { get; init; } = 0.15;

    /// <summary>
    /// Largest sum of all sizes, share of equity, positions that are not reviewed included; 0 to 4.
    /// </summary>
    /// <value>0.9: leaves room for the next open's gap and for fees.</value>
    public double MaxGross { get; init; } = 0.9;

    /// <summary>Stances nearer to zero than this change nothing; 0 to 1.</summary>
    /// <value>0.05.</value>
    public double MinimumStance { get; init; } = 0.05;

    /// <summary>Demands every bound.</summary>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bound.</exception>
    public ConvictionWeightedOptions Checked()
    {
        Check.Within(TargetVolatility, double.Epsilon, 2);
        Check.Within(MaxWeight, double.Epsilon, 1);
        Check.Within(MaxGross, 0, 4);
        Check.Within(MinimumStance, 0, 1);
        return this;
    }
}
