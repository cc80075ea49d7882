using System.Globalization;

namespace TradingBase.Analysis.Analysts;

/// <summary>Holds risk in calm markets and lets go of it where volatility rises and prices fall.</summary>
/// <remarks>
/// Source: Moreira and Muir, "Volatility-Managed Portfolios", <i>Journal of Finance</i> 72(4), 2017; the
/// weights are ours.
/// </remarks>
public sealed class VolatilityRegimeAnalyst : QuantitativeAnalyst
{
    /// <inheritdoc/>
    public override string Name => "volatility-regime";

    /// <inheritdoc/>
    protected override IReadOnlyList<Feature> RestsOn { get; } =
    [
        Features.Volatility20, Features.Volatility60, Features.VolatilityRatio,
        Features.Drawdown60, Features.Momentum20,
    ];

    /// <inheritdoc/>
    protected override AnalystView Judge(InstrumentId instrument, FeatureReadings readings, MarketMood? mood)
    {
        double ratio = readings[Features.VolatilityRatio];
        double volatility = readings[Features.Volatility60];
        if (!(ratio > 0))
        {
            return AnalystView.Abstain(
                Name, instrument, "The price has not moved enough over 20 bars to tell a regime.");
        }

        // A fall of half a year's standard deviation within 60 bars is about the edge of the ordinary.
        Opinion opinion = new Opinion()
            .Add(0.4, 2 * (1 - ratio))
            .Add(0.3, 0.5 + (2 * readings[Features.Drawdown60] / volatility))
            .Add(0.3, 2 * readings[Features.Momentum20] / volatility);
        double confidence = 0.6 * opinion.Agreement * Math.Min(1, 0.4 + (2 * Math.Abs(1 - ratio)));
        return new(
            Name, instrument, opinion.Stance, confidence, 20, false,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Volatility of 20 bars is {ratio:0.00} of that of 60: {(ratio < 1 ? "calm" : "rising")}."),
            readings.Values);
    }
}
