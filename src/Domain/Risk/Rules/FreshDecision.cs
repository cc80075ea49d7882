namespace TradingBase.Risk.Rules;

/// <summary>Denies orders whose decision is too old, or dated after the desk time.</summary>
public sealed class FreshDecision : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(FreshDecision);

    /// <inheritdoc/>
    public string Unit => "s";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.Age(facts.Book.DeskTime - facts.Order.DecidedAt, facts.Limits.DecisionTimeToLive);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure switch
    {
        { Holds: true } => $"The decision is {measure.Measured:0.###} s old, at most "
            + $"{measure.Limit:0.###} s are allowed.",
        { Measured: < 0 } => $"The decision is dated {-measure.Measured:0.###} s after the desk time.",
        _ => $"The decision is {measure.Measured:0.###} s old, more than {measure.Limit:0.###} s.",
    };
}
