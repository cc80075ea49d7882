using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies sales beyond what is held where the instrument may not be short.</summary>
public sealed class ShortSelling : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(ShortSelling);

    /// <inheritdoc/>
    public string Unit => "units";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        if (facts.Order.Side is OrderSide.Buy || facts.Instrument.AllowsShort)
        {
            return RuleMeasure.NotApplicable(0);
        }

        return RuleMeasure.AtMost(Math.Max(0, facts.OpenSameSide + facts.Units - facts.Held), 0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable when facts.Order.Side is OrderSide.Buy => "A buy is no short sale.",
        RuleOutcome.NotApplicable => $"{facts.Order.Instrument.Id} may be sold short.",
        RuleOutcome.Within => $"No more than the {facts.Held:0.########} held would be sold.",
        _ => $"Open sells and this one go {measure.Measured:0.########} beyond the "
            + $"{facts.Held:0.########} held; "
            + $"{facts.Order.Instrument.Id} may not be short.",
    };
}
