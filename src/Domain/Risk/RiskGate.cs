using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>Judges every order by every rule; the only maker of approved orders.</summary>
/// <remarks>
/// Thread-safe. An order is judged against positions, working orders and the approvals before it in the
/// batch. The order in which rules are given changes no verdict. Measuring allocates nothing; explaining and
/// signing do.
/// </remarks>
public sealed class RiskGate
{
    private delegate RuleMeasure Measurer(in OrderFacts facts);

    private readonly IRiskRule[] _rules;
    private readonly OrderSigner _signer;

    // One call site sees all rules: through delegates each call is a jump, through the interface a look-up.
    private readonly Measurer[] _measurers;

    /// <summary>Takes its rules.</summary>
    /// <param name="rules">At least one; names differ.</param>
    /// <param name="signer">Signs approvals.</param>
    /// <exception cref="ArgumentException">There is no rule, or two bear one name.</exception>
    public RiskGate(IEnumerable<IRiskRule> rules, OrderSigner signer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(signer);
        _rules = [.. rules.OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        _measurers = [.. _rules.Select(rule => new Measurer(rule.Measure))];
        _signer = signer;
        if (_rules.Length == 0 || _rules.DistinctBy(rule => rule.Name).Count() != _rules.Length)
        {
            throw new ArgumentException("One rule or more were expected, each with its own "
                + "name.", nameof(rules));
        }
    }

    /// <summary>How many rules every order is read by.</summary>
    public int RuleCount => _rules.Length;

    /// <summary>Judges a batch in its order.</summary>
    /// <param name="orders">What a strategy wants.</param>
    /// <param name="situation">What it is judged against.</param>
    /// <returns>One verdict per order, each with every rule's reading.</returns>
    public RiskVerdict Judge(IReadOnlyList<ProposedOrder> orders, RiskSituation situation) =>
        Judge(orders, situation, OrderPurpose.Trade);

    /// <summary>Judges orders that get the desk out of positions, whatever the desk's state.</summary>
    /// <param name="orders">Each only shrinks a position that is held, or it is denied.</param>
    /// <param name="situation">What it is judged against.</param>
    /// <returns>
    /// One verdict per order; what passes is signed as an exit, which the wire lets pass in every state.
    /// Bound by rules of a sound order alone (see <see cref="IRiskRule.BindsExits"/>): every other rule is
    /// read,
    /// and excused.
    /// </returns>
    public RiskVerdict JudgeExits(IReadOnlyList<ProposedOrder> orders, RiskSituation situation) =>
        Judge(orders, situation, OrderPurpose.Exit);

    private RiskVerdict Judge(
        IReadOnlyList<ProposedOrder> orders, RiskSituation situation, OrderPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(situation);
        ExposureBook book = new(situation, purpose);
        RuleMeasure[] measures = new RuleMeasure[_rules.Length];
        List<OrderVerdict> verdicts = new(orders.Count);
        foreach (ProposedOrder order in orders)
        {
            OrderFacts facts = book.Look(order);
            bool passed = Measure(facts, measures);
            verdicts.Add(new(order, passed ? Approve(facts) : null, Explain(facts, measures)));
            if (passed)
            {
                book.Add(facts);
            }
        }

        return new(verdicts);
    }

    /// <summary>Measures one order by every rule, without a sentence and without allocation.</summary>
    /// <param name="facts">
    /// What <see cref="ExposureBook.Look"/> gave; the caller adds what passed to the book.
    /// </param>
    /// <param name="measures">
    /// Receives one measurement per rule; at least <see cref="RuleCount"/> long.
    /// </param>
    /// <returns>Whether every rule let it pass.</returns>
    public bool Measure(in OrderFacts facts, Span<RuleMeasure> measures)
    {
        Measurer[] measurers = _measurers;
        measures = measures[..measurers.Length];
        bool passed = true;
        for (int i = 0; i < measures.Length; i++)
        {
            RuleMeasure measure = measurers[i](facts);
            measure.WriteTo(ref measures[i]);
            if (!measure.Passed)
            {
                measures[i] = measure.ExcusedBy(_rules[i], facts);
                passed &= measures[i].Passed;
            }
        }

        return passed;
    }

    private ApprovedOrder? Approve(in OrderFacts facts) =>
        // Without a rate the wire could not repeat the check of its worth: no rate, no approval.
        facts is { Line: not null, RateToBase: { } rate }
            ? _signer.Approve(
                facts.Order, facts.Book.Purpose, rate, facts.Shrinks, facts.Book.DeskTime,
                facts.Book.DeskTime + facts.Limits.ApprovalTimeToLive,
                facts.Book.Purpose is not OrderPurpose.Exit
                    && facts.Limits.ApprovalNotional is { } most
                    && ApprovedOrder.WorthOf(facts.Order, rate) > most)
            : null;

    private RuleReading[] Explain(in OrderFacts facts, RuleMeasure[] measures)
    {
        var readings = new RuleReading[_rules.Length];
        for (int i = 0; i < readings.Length; i++)
        {
            readings[i] = RuleReading.From(_rules[i], facts, measures[i]);
        }

        return readings;
    }
}
