namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that the market does not take at the desk time.</summary>
public sealed class SessionAllowsOrder : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(SessionAllowsOrder);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.Must(facts.SessionAllows);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{facts.Order.Instrument.Id.Market} takes {facts.Order.Type} orders now."
        : $"{facts.Order.Instrument.Id.Market} takes no {facts.Order.Type} order now.";
}
