namespace TradingBase.Risk.Rules;

/// <summary>Denies orders whose reference price is too many sessions old, or not yet known.</summary>
public sealed class FreshReference : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(FreshReference);

    /// <inheritdoc/>
    public string Unit => "sessions";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        int limit = facts.Limits.MaxMissedSessions;
        return facts.Outlook is null || facts.MissedSessions is null || IsLater(facts)
            ? RuleMeasure.Unmeasurable(limit)
            : RuleMeasure.AtMost(facts.MissedSessions.Value, limit);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable when IsLater(facts) => "The reference became known after the desk time.",
        RuleOutcome.Unmeasurable => "The age of the reference is not known.",
        RuleOutcome.Within => $"{measure.Measured} sessions ended since the reference, at most "
            + $"{measure.Limit} may have.",
        _ => $"{measure.Measured} sessions ended since the reference, more than {measure.Limit}.",
    };

    // A price from the future is worse than an old one: it would make every backtest a lie.
    private static bool IsLater(in OrderFacts facts) =>
        facts.Order.ReferenceKnownAt > facts.Book.DeskTime
            || facts.Outlook?.ReferenceKnownAt > facts.Book.DeskTime;
}
