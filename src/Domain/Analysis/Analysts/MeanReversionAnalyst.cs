using System.Globalization;

namespace TradingBase.Analysis.Analysts;

/// <summary>Expects what has stretched far from its mean within a month to come back.</summary>
/// <remarks>
/// Sure only of extremes. Source: Lehmann, "Fads, Martingales, and Market Efficiency", <i>Quarterly Journal
/// of
/// Economics</i> 105, 1990; Wilder 1978 for the index's 30 and 70; the weights are ours.
/// </remarks>
public sealed class MeanReversionAnalyst : QuantitativeAnalyst
{
    /// <inheritdoc/>
    public override string Name => "mean-reversion";

    /// <inheritdoc/>
    protected override IReadOnlyList<Feature> RestsOn { get; } =
    [
        Features.Close, Features.ZScore20, Features.Rsi14,
        Features.Sma20Distance, Features.Atr14Ratio,
    ];

    /// <inheritdoc/>
    protected override AnalystView Judge(InstrumentId instrument, FeatureReadings readings, MarketMood? mood)
    {
        double score = readings[Features.ZScore20];
        if (double.IsNaN(score))
        {
            return AnalystView.Abstain(Name, instrument, "The price has not moved over 20 bars.");
        }

        double index = readings[Features.Rsi14];

        // How many average ranges the close lies from its mean; a series of closes has no range and no say
        // here.
        double stretch = readings[Features.Sma20Distance] / readings[Features.Atr14Ratio];
        Opinion opinion = new Opinion()
            .Add(0.5, -score / 2)
            .Add(0.3, (50 - index) / 25)
            .Add(0.2, -stretch / 3);
        double confidence = 0.7 * Math.Min(1, Math.Abs(score) / 2.5) * opinion.Agreement;
        return new(
            Name, instrument, opinion.Stance, confidence, 5, false,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{score:+0.00;-0.00} standard deviations from the 20-bar mean, strength index {index:0.0}."),
            readings.Values);
    }
}
