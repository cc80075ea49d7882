namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that are too large a share of an average day's volume.</summary>
/// <remarks>
/// Open orders of the same side count: an order cut in two is still one. Source: FINSABER and LEAN, 2.5 %.
/// </remarks>
public sealed class MaxVolumeShare : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxVolumeShare);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal volume = facts.Outlook?.AverageDailyVolume ?? 0;
        return volume > 0
            ? RuleMeasure.Share(
                facts.OpenSameSide + facts.Units, volume, facts.Course!.MostOfVolume,
                facts.Limits.MaxVolumeShare.Value)
            : RuleMeasure.NotApplicable(facts.Limits.MaxVolumeShare.Value);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => "Volume is not reported, so no share of it applies.",
        RuleOutcome.Within => $"{new Ratio(measure.Measured)} of the day's volume is within "
            + $"{facts.Limits.MaxVolumeShare}.",
        _ => $"{new Ratio(measure.Measured)} of the day's volume is more than {facts.Limits.MaxVolumeShare}.",
    };
}
