namespace TradingBase.Risk;

/// <summary>
/// A measurement without its sentence: what a rule gives while nothing is explained or allocated.
/// </summary>
/// <remarks>
/// A share is kept as its two parts and divided when it is read: comparing needs no division, and a million
/// orders a second leave no time for one.
/// </remarks>
public record struct RuleMeasure
{
    private decimal _amount;
    private decimal _whole;
    private decimal _limit;

    // By reference: a number that comes in two registers is stored in halves and read back as a whole, and
    // the processor waits for that longer than for most rules.
    private RuleMeasure(RuleOutcome outcome, in decimal amount, in decimal whole, in decimal limit)
    {
        Outcome = outcome;
        _amount = amount;
        _whole = whole;
        _limit = limit;
    }

    /// <summary>How it stands to the limit.</summary>
    public RuleOutcome Outcome { get; private set; }

    /// <summary>What was measured; zero where nothing could be.</summary>
    public readonly decimal Measured => _whole == 0 ? _amount : _amount / _whole;

    /// <summary>What was allowed.</summary>
    public readonly decimal Limit => IsSpan ? _limit / TimeSpan.TicksPerSecond : _limit;

    private bool IsSpan { get; set; }

    /// <summary>Whether the order passes all the same, since it only shrinks a position.</summary>
    public bool Excused { get; private set; }

    /// <summary>Whether the order may go on.</summary>
    public readonly bool Passed => Excused || Outcome is RuleOutcome.Within or RuleOutcome.NotApplicable;

    /// <summary>Whether the limit itself is kept.</summary>
    public readonly bool Holds => Outcome is RuleOutcome.Within;

    /// <summary>Measures against an upper bound, itself allowed.</summary>
    public static RuleMeasure AtMost(in decimal measured, in decimal limit) =>
        new(measured <= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 0, limit);

    /// <summary>Measures a share against an upper bound, itself allowed.</summary>
    /// <param name="amount">The part.</param>
    /// <param name="whole">What it is a part of; greater than zero.</param>
    /// <param name="limit">The largest share.</param>
    public static RuleMeasure ShareAtMost(in decimal amount, in decimal whole, in decimal limit) =>
        new(amount <= limit * whole ? RuleOutcome.Within : RuleOutcome.Beyond, amount, whole, limit);

    /// <summary>Measures a share of equity against an upper bound, itself allowed.</summary>
    /// <param name="facts">Unmeasurable where not everything is valued or no equity is left.</param>
    /// <param name="amount">The part, base currency.</param>
    /// <param name="most">The largest part, base currency: <paramref name="limit"/> of equity.</param>
    /// <param name="limit">The largest share.</param>
    internal static RuleMeasure OfEquity(
        in OrderFacts facts, in decimal amount, in decimal most, in decimal limit) =>
        facts.Valued && facts.Book.HasEquity
            ? Share(amount, facts.Book.Equity, most, limit)
            : Unmeasurable(limit);

    /// <summary>Measures a share whose largest amount is known already.</summary>
    /// <param name="amount">The part.</param>
    /// <param name="whole">What it is a part of; greater than zero.</param>
    /// <param name="most">The largest part.</param>
    /// <param name="limit">The largest share.</param>
    internal static RuleMeasure Share(
        in decimal amount, in decimal whole, in decimal most, in decimal limit) =>
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
    public static RuleMeasure AtLeast(in decimal measured, in decimal limit) =>
        new(measured >= limit ? RuleOutcome.Within : RuleOutcome.Beyond, measured, 0, limit);

    /// <summary>Says that the bound has no meaning for this order.</summary>
    public static RuleMeasure NotApplicable(in decimal limit) => new(RuleOutcome.NotApplicable, 0, 0, limit);

    /// <summary>Says that what has to be measured is not known.</summary>
    public static RuleMeasure Unmeasurable(in decimal limit) => new(RuleOutcome.Unmeasurable, 0, 0, limit);

    /// <summary>Excuses an order that its rule does not bind: it gets out of a position.</summary>
    /// <param name="rule">Whose measurement it is.</param>
    /// <param name="facts">What was measured.</param>
    public readonly RuleMeasure ExcusedBy(IRiskRule rule, in OrderFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rule);
        bool spared = (facts.Shrinks && rule.SparesShrinking) || (facts.IsExit && !rule.BindsExits);
        return Passed || !spared ? this : this with { Excused = true };
    }

    /// <summary>Writes it into a row, part by part.</summary>
    /// <remarks>
    /// Copied in one piece, as an assignment would, it costs more than measuring did: the processor waits
    /// when it has to read at once what was just written in parts.
    /// </remarks>
    internal readonly void WriteTo(ref RuleMeasure row)
    {
        row._amount = _amount;
        row._whole = _whole;
        row._limit = _limit;
        row.Outcome = Outcome;
        row.IsSpan = IsSpan;
        row.Excused = Excused;
    }
}
