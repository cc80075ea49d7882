namespace TradingBase.Risk.Rules;

/// <summary>Denies new risk once the day has lost too much.</summary>
/// <remarks>
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// </remarks>
public sealed class MaxDailyLoss : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxDailyLoss);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.Book.DailyLoss is { } loss
            ? RuleMeasure.AtMost(loss, facts.Limits.MaxDailyLoss.Value)
            : RuleMeasure.Unmeasurable(facts.Limits.MaxDailyLoss.Value);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable =>
            $"The day began with {facts.Book.DayStartEquity:0.00} {facts.Book.BaseCurrency}, so its "
                + "loss has no share.",
        RuleOutcome.Within => $"The day's loss {new Ratio(measure.Measured)} is within "
            + $"{facts.Limits.MaxDailyLoss}.",
        _ => $"The day's loss {new Ratio(measure.Measured)} is more than {facts.Limits.MaxDailyLoss}.",
    };
}
