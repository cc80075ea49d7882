namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would open more positions than may be held at once.</summary>
/// <remarks>
/// An instrument counts from its first open order on. An order that shrinks a position passes.
/// </remarks>
public sealed class MaxOpenPositions : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxOpenPositions);

    /// <inheritdoc/>
    public string Unit => "positions";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.OpenPositions, facts.Limits.MaxOpenPositions);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome is RuleOutcome.Within
        ? $"{measure.Measured} positions would be open, at most {measure.Limit} may be."
        : $"{measure.Measured} positions would be open, more than {measure.Limit}.";
}
