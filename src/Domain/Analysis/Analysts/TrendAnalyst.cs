using System.Globalization;

namespace TradingBase.Analysis.Analysts;

/// <summary>Follows what has been moving one way for months.</summary>
/// <remarks>
/// Each part is measured in the instrument's own volatility. Source: Moskowitz, Ooi and Pedersen, "Time
/// Series
/// Momentum", <i>Journal of Financial Economics</i> 104, 2012; the weights are ours.
/// </remarks>
public sealed class TrendAnalyst : QuantitativeAnalyst
{
    /// <inheritdoc/>
    public override string Name => "trend";

    /// <inheritdoc/>
    protected override IReadOnlyList<Feature> RestsOn { get; } =
    [
        Features.Momentum60Score, Features.Momentum12M1, Features.Sma200Distance,
        Features.EmaSpread, Features.Volatility60,
    ];

    /// <inheritdoc/>
    protected override AnalystView Judge(InstrumentId instrument, FeatureReadings readings, MarketMood? mood)
    {
        double volatility = readings[Features.Volatility60];
        if (!(volatility > 0))
        {
            return AnalystView.Abstain(
                Name, instrument, "The price has no volatility over 60 bars to measure a trend in.");
        }

        Opinion opinion = new Opinion()
            .Add(0.4, readings[Features.Momentum60Score] / 2)
            .Add(0.3, readings[Features.Momentum12M1] / volatility / 2)
            .Add(0.2, readings[Features.Sma200Distance] / volatility / 0.6)
            .Add(0.1, readings[Features.EmaSpread] / volatility / 0.1);
        return new(
            Name, instrument, opinion.Stance, 0.8 * opinion.Agreement, 60, false,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Trend {opinion.Stance:+0.00;-0.00}, its parts agree to {opinion.Agreement:0.00}."),
            readings.Values);
    }
}
