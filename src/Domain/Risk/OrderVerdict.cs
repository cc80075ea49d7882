using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>What the gate said of one order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Approved">The signed order, or null when denied.</param>
/// <param name="Readings">Every rule's reading, passed or not, ordered by rule.</param>
public sealed record OrderVerdict(
    ProposedOrder Order, ApprovedOrder? Approved, IReadOnlyList<RuleReading> Readings)
{
    /// <summary>Every rule that refused.</summary>
    public IEnumerable<Denial> Denials() => Readings
        .Where(reading => !reading.Passed)
        .Select(reading => new Denial(reading.Rule, reading.Reason));
}
