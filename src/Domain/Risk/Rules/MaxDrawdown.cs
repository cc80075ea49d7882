namespace TradingBase.Risk.Rules;

/// <summary>Denies new risk once equity has fallen too far below its peak.</summary>
/// <param name="limits">Holds the deepest drawdown allowed.</param>
/// <remarks>
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// Source: Magdon-Ismail and Atiya, "Maximum Drawdown", <i>Risk</i> 17(10), 2004.
/// </remarks>
public sealed class MaxDrawdown(RiskLimits limits) : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxDrawdown);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Book.Drawdown.Value, limits.MaxDrawdown.Value).UnlessShrinking(facts);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"Drawdown {new Ratio(measure.Measured)} is within {limits.MaxDrawdown}."
        : $"Drawdown {new Ratio(measure.Measured)} is deeper than {limits.MaxDrawdown}.";
}
