using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>How one of the desk's losses stands against its limit.</summary>
/// <param name="Cause">The hold that it asks for; of <see cref="StateCauses"/>.</param>
/// <param name="Measured">The loss; zero or more.</param>
/// <param name="Limit">What is allowed.</param>
/// <param name="State">What the desk may do at such a loss; Active while it is well within.</param>
/// <param name="Sentence">Both numbers.</param>
public sealed record LossReading(
    string Cause, Ratio Measured, Ratio Limit, TradingState State, string Sentence);
