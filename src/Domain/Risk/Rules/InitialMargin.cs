namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would bind more equity than there is.</summary>
/// <remarks>
/// Each instrument binds a share of its worst case at full worth, its multiplier included: long or short,
/// filled or open. The free cash is the matter of another rule. An order that only shrinks a position
/// always passes. Source: US Regulation T.
/// </remarks>
public sealed class InitialMargin : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(InitialMargin);

    /// <inheritdoc/>
    public string Unit => IRiskRule.BaseCurrency;

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.Valued
            ? RuleMeasure.AtMost(facts.Margin, facts.Book.Equity)
            : RuleMeasure.Unmeasurable(facts.Book.Equity);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within => $"All positions would bind {measure.Measured:0.00} of {measure.Limit:0.00} "
            + $"{facts.Book.BaseCurrency} at worst.",
        _ => $"All positions would bind {measure.Measured:0.00} at worst, more than the equity "
            + $"{measure.Limit:0.00} {facts.Book.BaseCurrency}.",
    };
}
