namespace TradingBase.Strategy;

/// <summary>How conviction becomes weight.</summary>
public sealed record ConvictionWeightedOptions
{
    /// <summary>
    /// Annual volatility that a full conviction in one instrument may bring; above 0, at most 2.
    /// </summary>
    /// <value>0.25: with usual stances and confidences a position brings 2 to 5 % a year.</value>
    public double TargetVolatility { get; init => field = Check.Within(value, double.Epsilon, 2); } = 0.25;

    /// <summary>Largest size of one instrument, share of equity; above 0, at most 1.</summary>
    /// <value>0.15.</value>
    public double MaxWeight { get; init => field = Check.Within(value, double.Epsilon, 1); } = 0.15;

    /// <summary>
    /// Largest sum of all sizes, share of equity, positions that are not reviewed included; 0 to 4.
    /// </summary>
    /// <value>0.9: leaves room for the next open's gap and for fees.</value>
    public double MaxGross { get; init => field = Check.Within(value, 0, 4); } = 0.9;

    /// <summary>Stances nearer to zero than this change nothing; 0 to 1.</summary>
    /// <value>0.05.</value>
    public double MinimumStance { get; init => field = Check.Within(value, 0, 1); } = 0.05;
}
