using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that may only reduce a position and would not.</summary>
/// <remarks>
/// Measured are the units, open ones of the side included, beyond what is held on the other side. An order
/// that gets the desk out may only reduce too, whether it says so or not.
/// </remarks>
public sealed class ReduceOnlyShrinks : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(ReduceOnlyShrinks);

    /// <inheritdoc/>
    public string Unit => "units";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        if (!facts.Order.ReduceOnly && !facts.IsExit)
        {
            return RuleMeasure.NotApplicable(0);
        }

        decimal held = facts.Order.Side is OrderSide.Sell ? facts.Held : -facts.Held;
        return RuleMeasure.AtMost(
            Math.Max(0, facts.OpenSameSide + facts.Units - Math.Max(0, held)), 0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => "The order need not reduce a position.",
        RuleOutcome.Within => $"It only reduces the {Math.Abs(facts.Held):0.########} held.",
        _ => $"Open orders and this one go {measure.Measured:0.########} beyond the "
            + $"{facts.Held:0.########} held, but it may only reduce.",
    };
}
