using System.Globalization;

namespace TradingBase.Analysis.Analysts;

/// <summary>Asks whether a market moves as a whole, and how the instrument stands in it.</summary>
/// <remarks>
/// Source: Zaremba et al., "Herding for profits: Market breadth and the cross-section of global equity
/// returns",
/// <i>Economic Modelling</i> 97, 2021; the weights are ours.
/// </remarks>
public sealed class BreadthAnalyst : QuantitativeAnalyst
{
    /// <summary>
    /// Name of the feature that sets the instrument's 20-bar return against the market's median.
    /// </summary>
    public const string RelativeMomentum20Feature = "relativeMomentum20";

    private const int FewestSeries = 3;

    /// <inheritdoc/>
    public override string Name => "breadth";

    /// <inheritdoc/>
    protected override IReadOnlyList<Feature> RestsOn { get; } =
        [Features.Sma50Distance, Features.Momentum20, Features.Volatility20];

    /// <inheritdoc/>
    protected override MarketMood? ReadMood(AnalystAssignment assignment) =>
        MarketMood.Read(assignment.Snapshot);

    /// <inheritdoc/>
    protected override AnalystView Judge(InstrumentId instrument, FeatureReadings readings, MarketMood? mood)
    {
        ArgumentNullException.ThrowIfNull(mood);
        if (mood.Counted < FewestSeries)
        {
            return AnalystView.Abstain(
                Name, instrument,
                $"Breadth needs {FewestSeries} series of {Features.Sma50Distance.Bars} bars; "
                + $"{mood.Counted} are known.");
        }

        double relative = readings[Features.Momentum20] - mood.MedianMomentum20;
        double volatility = readings[Features.Volatility20];
        if (!double.IsFinite(relative) || !(volatility > 0))
        {
            return AnalystView.Abstain(
                Name, instrument, "The price has no return or no volatility over 20 bars.");
        }

        Opinion opinion = new Opinion()
            .Add(0.4, 2 * (mood.AboveSma50 - 0.5))
            .Add(0.25, 4 * mood.MedianMomentum20 / volatility)
            .Add(0.2, 4 * relative / volatility)
            .Add(0.15, 4 * readings[Features.Sma50Distance] / volatility);
        double confidence = 0.6 * opinion.Agreement * Math.Min(1, mood.Counted / 8.0);
        return new(
            Name, instrument, opinion.Stance, confidence, 20, false,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{mood.AboveSma50 * mood.Counted:0} of {mood.Counted} series are above their 50-bar mean."),
            [
                new(MarketMood.CountedFeature, mood.Counted),
                new(MarketMood.AboveSma50Feature, mood.AboveSma50),
                new(MarketMood.MedianMomentum20Feature, mood.MedianMomentum20),
                .. readings.Values,
                new(RelativeMomentum20Feature, relative),
            ]);
    }
}
