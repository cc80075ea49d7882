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
    private readonly decimal _limit;

    private RuleMeasure(RuleOutcome outcome, decimal amount, decimal whole, decimal limit)
    {
        Outcome = outcome;
        _amount = amount;
        _whole = whole;
        _limit = limit;
    }

    /// <summary>How it stands to the limit.</summary>
    public RuleOutcome Outcome { get; }

    /// <summary>What was measured; zero where nothing could be.</summary>
    public decimal Measured => _whole == 0 ? _amount : _amount / _whole;

    /// <summary>What was allowed.</summary>
    public decimal Limit => IsSpan ? _limit / TimeSpan.TicksPerSecond : _limit;

    private bool IsSpan { get; init; }

    /// <summary>Whether the order passes all the same, since it only shrinks a position.</summary>
    public bool Excused { get; private init; }

    /// <summary>Whether the order may go on.</summary>
    public bool Passed => Excused || Outcome is RuleOutcome.Within or RuleOutcome.NotApplicable;

    /// <summary>Whether the limit itself is kept.</summary>
    public bool Holds => Outcome is RuleOutcome.Within;

    /// <summary>Measures against an upper bound, itself allowed.</summary>
    public static RuleMeasure AtMost(decimal measured, decimal limit) =>
        new(measured <= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 0, limit);

    /// <summary>Measures a share against an upper bound, itself allowed.</summary>
    /// <param name="amount">The part.</param>
    /// <param name="whole">What it is a part of; greater than zero.</param>
    /// <param name="limit">The largest share.</param>
    public static RuleMeasure ShareAtMost(decimal amount, decimal whole, decimal limit) =>
        new(amount <= limit * whole ? RuleOutcome.Within : RuleOutcome.Beyond, amount, whole, limit);

    /// <summary>Measures a share of equity against an upper bound, itself allowed.</summary>
    /// <param name="facts">Unmeasurable where not everything is valued or no equity is left.</param>
    /// <param name="amount">The part, base currency.</param>
    /// <param name="most">The largest part, base currency: <paramref name="limit"/> of equity.</param>
    /// <param name="limit">The largest share.</param>
    internal static RuleMeasure OfEquity(in OrderFacts facts, decimal amount, decimal most, decimal limit) =>
        facts.Valued && facts.Book.HasEquity
            ? Share(amount, facts.Book.Equity, most, limit)
            : Unmeasurable(limit);

    /// <summary>Measures a share whose largest amount is known already.</summary>
    /// <param name="amount">The part.</param>
    /// <param name="whole">What it is a part of; greater than zero.</param>
    /// <param name="most">The largest part.</param>
    /// <param name="limit">The largest share.</param>
    internal static RuleMeasure Share(decimal amount, decimal whole, decimal most, decimal limit) =>
        new(amount <= most ? RuleOutcome.Within : RuleOutcome.Beyond, amount, whole, limit);

    /// <summary>Measures a number of things against an upper bound, itself allowed.</summary>
    public static RuleMeasure AtMost(int measured, int limit) =>
        new(measured <= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 0, limit);

    /// <summary>Demands that something is so; measured as 1, else as 0.</summary>
    public static RuleMeasure Must(bool holds) =>
        new(holds ? RuleOutcome.Within : RuleOutcome.Beyond, holds ? 1 : 0, 0, 1);

    /// <summary>Measures an age against an upper bound, itself allowed; in seconds.</summary>
    /// <remarks>An age below zero, of something that is still to come, is beyond a bound of zero.</remarks>
    public static RuleMeasure Age(TimeSpan measured, TimeSpan limit) => new(
        measured >= TimeSpan.Zero && measured <= limit ? RuleOutcome.Within : RuleOutcome.Beyond,
        measured.Ticks, TimeSpan.TicksPerSecond, measured < TimeSpan.Zero ? 0 : limit.Ticks)
    {
        IsSpan = true,
    };

    /// <summary>Measures against a lower bound, itself allowed.</summary>
    public static RuleMeasure AtLeast(decimal measured, decimal limit) =>
        new(measured >= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 0, limit);

    /// <summary>Says that the bound has no meaning for this order.</summary>
    public static RuleMeasure NotApplicable(decimal limit) => new(RuleOutcome.NotApplicable, 0, 0, limit);

    /// <summary>Says that what has to be measured is not known.</summary>
    public static RuleMeasure Unmeasurable(decimal limit) => new(RuleOutcome.Unmeasurable, 0, 0, limit);

    /// <summary>Lets an order pass that only shrinks a position: the way out is never closed.</summary>
    public RuleMeasure UnlessShrinking(in OrderFacts facts) =>
        Passed || !facts.Shrinks ? this : this with { Excused = true };

    /// <summary>Lets an order pass that gets the desk out of a position.</summary>
    internal RuleMeasure ForExit() => this with { Excused = true };
}
