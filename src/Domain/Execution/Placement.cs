using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>What became of an order at the wire.</summary>
/// <param name="Report">Where it stands.</param>
/// <param name="Denial">What spoke against sending it, or null.</param>
public sealed record Placement(OrderReport Report, Denial? Denial = null)
{
    /// <summary>Whether exactly this order had ended before: nothing was refused that was not done.</summary>
    public bool CameAgain { get; init; }
}
