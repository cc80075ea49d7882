namespace TradingBase.Risk.Rules;

/// <summary>Denies orders for instruments that a layer of the limits does not let trade.</summary>
/// <remarks>
/// Restricted and allowed lists of desk, market and strategy, and the plain switch of each layer. An order
/// that shrinks is bound too: a restriction is a matter of law. Source: SEC Rule 15c3-5.
/// </remarks>
public sealed class NotRestricted : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(NotRestricted);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) => RuleMeasure.Must(facts.Limits.MayTrade);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{facts.Order.Instrument.Id} is not restricted for '{facts.Order.Strategy}'."
        : $"{facts.Order.Instrument.Id} is restricted for '{facts.Order.Strategy}'.";
}
