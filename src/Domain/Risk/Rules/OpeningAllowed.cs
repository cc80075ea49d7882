namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that open or grow a position where only exits may pass.</summary>
/// <remarks>
/// A switch of each layer of the limits. Source: SEC Rule 15c3-5.
/// </remarks>
public sealed class OpeningAllowed : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(OpeningAllowed);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.Must(facts.Limits.MayOpen || facts.Shrinks);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) =>
        (measure.Holds, facts.Limits.MayOpen) switch
    {
        (true, true) => "Positions may be opened and grow.",
        (true, false) => "Only exits may pass, and the order only shrinks a position.",
        _ => $"Positions of '{facts.Order.Strategy}' in {facts.Order.Instrument.Id} may not be opened "
            + "or grow.",
    };
}
