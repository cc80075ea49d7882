namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that the market does not take at the desk time.</summary>
public sealed class SessionAllowsOrder : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(SessionAllowsOrder);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtLeast(facts.SessionAllows ? 1 : 0, 1);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{facts.Order.Instrument.Id.Market} takes {facts.Order.Type} orders now."
        : $"{facts.Order.Instrument.Id.Market} takes no {facts.Order.Type} order now.";
}
