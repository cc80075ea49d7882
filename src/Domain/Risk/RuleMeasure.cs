namespace TradingBase.Risk;

/// <summary>
/// A measurement without its sentence: what a rule gives while nothing is explained or allocated.
/// </summary>
/// <param name="Outcome">How it stands to the limit.</param>
/// <param name="Measured">What was measured; zero where nothing could be.</param>
/// <param name="Limit">What was allowed.</param>
/// <param name="Excused">Whether the order passes all the same, since it only shrinks a position.</param>
public readonly record struct RuleMeasure(RuleOutcome Outcome, decimal Measured, decimal Limit, bool Excused)
{
    /// <summary>Whether the order may go on.</summary>
    public bool Passed => Excused || Outcome is RuleOutcome.Within or RuleOutcome.NotApplicable;

    /// <summary>Whether the limit itself is kept.</summary>
    public bool Holds => Outcome is RuleOutcome.Within;

    /// <summary>Measures against an upper bound, itself allowed.</summary>
    public static RuleMeasure AtMost(decimal measured, decimal limit) =>
        new(measured <= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, limit, false);

    /// <summary>Measures against a lower bound, itself allowed.</summary>
    public static RuleMeasure AtLeast(decimal measured, decimal limit) =>
        new(measured >= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, limit, false);

    /// <summary>Says that the bound has no meaning for this order.</summary>
    public static RuleMeasure NotApplicable(decimal limit) => new(RuleOutcome.NotApplicable, 0, limit, false);

    /// <summary>Says that what has to be measured is not known.</summary>
    public static RuleMeasure Unmeasurable(decimal limit) => new(RuleOutcome.Unmeasurable, 0, limit, false);

    /// <summary>Lets an order pass that only shrinks a position: the way out is never closed.</summary>
    public RuleMeasure UnlessShrinking(in OrderFacts facts) =>
        Passed || !facts.Shrinks ? this : this with { Excused = true };
}
