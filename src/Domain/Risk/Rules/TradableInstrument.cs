namespace TradingBase.Risk.Rules;

/// <summary>Denies orders for what only informs decisions: indices, fixings, adjusted closes.</summary>
public sealed class TradableInstrument : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(TradableInstrument);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.Must(facts.Outlook?.Instrument.Tradable ?? false);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{facts.Order.Instrument.Id} may be traded."
        : $"{facts.Order.Instrument.Id} only informs; it may not be traded.";
}
