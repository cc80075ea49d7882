using TradingBase.Markets;

namespace TradingBase.Analysis;

/// <summary>An analyst in plain code: computes its features and forms a view of them.</summary>
/// <remarks>Subclasses hold no state, so that they are thread-safe and deterministic.</remarks>
public abstract class QuantitativeAnalyst : IAnalyst
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>What its views rest on, in the order of the evidence.</summary>
    protected abstract IReadOnlyList<Feature> RestsOn { get; }

    /// <summary>How many bars it must know: as many as its longest feature needs.</summary>
    protected int LookBack
    {
        get
        {
            int bars = 1;
            foreach (Feature feature in RestsOn)
            {
                bars = Math.Max(bars, feature.Bars);
            }

            return bars;
        }
    }

    /// <inheritdoc/>
    public Task<AnalystReport> ConsultAsync(AnalystAssignment assignment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        Dictionary<InstrumentId, BarSeries> series =
            assignment.Snapshot.Series.ToDictionary(s => s.Instrument.Id);
        MarketMood? mood = ReadMood(assignment);
        AnalystView[] views = new AnalystView[assignment.Instruments.Count];
        for (int i = 0; i < views.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            InstrumentId instrument = assignment.Instruments[i];
            views[i] = series.TryGetValue(instrument, out BarSeries? bars)
                ? Consult(instrument, new PriceHistory(bars, assignment.PeriodsPerYear), mood)
                : AnalystView.Abstain(Name, instrument, $"The snapshot holds no bars of {instrument}.");
        }

        return Task.FromResult(new AnalystReport(views));
    }

    /// <summary>
    /// Reads what is the same for every instrument of the market; null when the analyst looks at none.
    /// </summary>
    protected virtual MarketMood? ReadMood(AnalystAssignment assignment) => null;

    /// <summary>Forms the view.</summary>
    /// <param name="instrument">Of what.</param>
    /// <param name="readings">The analyst's features, those that have a meaning.</param>
    /// <param name="mood">What <see cref="ReadMood"/> gave.</param>
    protected abstract AnalystView Judge(InstrumentId instrument, FeatureReadings readings, MarketMood? mood);

    private AnalystView Consult(InstrumentId instrument, PriceHistory history, MarketMood? mood) =>
        history.Count < LookBack
            ? AnalystView.Abstain(
                Name, instrument, $"{Name} looks back {LookBack} bars; {history.Count} bars are known.")
            : Judge(instrument, new FeatureReadings(history, RestsOn), mood);
}
