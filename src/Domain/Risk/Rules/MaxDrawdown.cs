namespace TradingBase.Risk.Rules;

/// <summary>Denies new risk once equity has fallen too far below its peak.</summary>
/// <remarks>
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// Source: Magdon-Ismail and Atiya, "Maximum Drawdown", <i>Risk</i> 17(10), 2004.
/// </remarks>
public sealed class MaxDrawdown : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxDrawdown);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Book.Drawdown.Value, facts.Limits.MaxDrawdown.Value);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"Drawdown {new Ratio(measure.Measured)} is within {facts.Limits.MaxDrawdown}."
        : $"Drawdown {new Ratio(measure.Measured)} is deeper than {facts.Limits.MaxDrawdown}.";
}
