namespace TradingBase.Risk.Rules;

/// <summary>Denies orders for what the desk does not know, or knows otherwise than the order says.</summary>
/// <remarks>An order brings its instrument along; tick, lot and multiplier must be the desk's own.</remarks>
public sealed class KnownInstrument : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(KnownInstrument);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.Must(
            facts.Outlook?.Instrument == facts.Order.Instrument && facts.RateToBase is not null);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => facts switch
    {
        { Outlook: null } => $"{facts.Order.Instrument.Id} is not known here.",
        { RateToBase: null } => $"No rate from {facts.Instrument.Currency} to "
            + $"{facts.Book.BaseCurrency} is known.",
        _ when measure.Holds => $"{facts.Order.Instrument.Id} is known.",
        _ => $"{facts.Order.Instrument.Id} is described otherwise than in the catalogue.",
    };
}
