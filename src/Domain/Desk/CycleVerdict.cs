using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>What the gate said of a cycle's orders, as it is kept; the first one of a cycle stands.</summary>
/// <param name="State">What the desk was allowed to do.</param>
/// <param name="Verdict">Every order with every reading.</param>
public sealed record CycleVerdict(TradingState State, RiskVerdict Verdict)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "cycle-verdict";
}
