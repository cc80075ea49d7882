namespace TradingBase.Risk;

/// <summary>
/// A measurement without its sentence: what a rule gives while nothing is explained or allocated.
/// </summary>
/// <remarks>
/// A share is kept as its two parts and divided when it is read: comparing needs no division, and a million
/// orders a second leave no time for one.
/// </remarks>
public readonly record struct RuleMeasure
{
    private readonly decimal _amount;
    private readonly decimal _whole;

    private RuleMeasure(RuleOutcome outcome, decimal amount, decimal whole, decimal limit)
    {
        Outcome = outcome;
        _amount = amount;
        _whole = whole;
        Limit = limit;
    }

    /// <summary>How it stands to the limit.</summary>
    public RuleOutcome Outcome { get; }

    /// <summary>What was measured; zero where nothing could be.</summary>
    public decimal Measured => _whole is 0 or 1 ? _amount : _amount / _whole;

    /// <summary>What was allowed.</summary>
    public decimal Limit { get; }

    /// <summary>Whether the order passes all the same, since it only shrinks a position.</summary>
    public bool Excused { get; private init; }

    /// <summary>Whether the order may go on.</summary>
    public bool Passed => Excused || Outcome is RuleOutcome.Within or RuleOutcome.NotApplicable;

    /// <summary>Whether the limit itself is kept.</summary>
    public bool Holds => Outcome is RuleOutcome.Within;

    /// <summary>Measures against an upper bound, itself allowed.</summary>
    public static RuleMeasure AtMost(decimal measured, decimal limit) =>
        new(measured <= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 1, limit);

    /// <summary>Measures a share against an upper bound, itself allowed.</summary>
    /// <param name="amount">The part.</param>
    /// <param name="whole">What it is a part of; greater than zero.</param>
    /// <param name="limit">The largest share.</param>
    public static RuleMeasure ShareAtMost(decimal amount, decimal whole, decimal limit) =>
        new(amount <= limit * whole ? RuleOutcome.Within : RuleOutcome.Beyond, amount, whole, limit);

    /// <summary>Measures against a lower bound, itself allowed.</summary>
    public static RuleMeasure AtLeast(decimal measured, decimal limit) =>
        new(measured >= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 1, limit);

    /// <summary>Says that the bound has no meaning for this order.</summary>
    public static RuleMeasure NotApplicable(decimal limit) => new(RuleOutcome.NotApplicable, 0, 1, limit);

    /// <summary>Says that what has to be measured is not known.</summary>
    public static RuleMeasure Unmeasurable(decimal limit) => new(RuleOutcome.Unmeasurable, 0, 1, limit);

    /// <summary>Lets an order pass that only shrinks a position: the way out is never closed.</summary>
    public RuleMeasure UnlessShrinking(in OrderFacts facts) =>
        Passed || !facts.Shrinks ? this : this with { Excused = true };
}
