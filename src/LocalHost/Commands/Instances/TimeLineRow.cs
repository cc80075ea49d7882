namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>One line of a time line.</summary>
/// <param name="From">When it began, or happened.</param>
/// <param name="To">When it ended; null for what is open, the same moment for what just happened.</param>
/// <param name="What">The kind, such as <c>activity</c>.</param>
/// <param name="Name">Whose, with its number; empty for none.</param>
/// <param name="Detail">More; empty for none.</param>
/// <param name="Failed">Whether it ended badly.</param>
internal sealed record TimeLineRow(
    DateTimeOffset From, DateTimeOffset? To, string What, string Name, string Detail, bool Failed)
{
    /// <summary>Whether it just happened, and took no time.</summary>
    internal bool IsMoment => To == From && What is not ("activity" or "timer" or "child");
}
