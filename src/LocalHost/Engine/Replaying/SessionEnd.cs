using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>How an orchestration's code has ended.</summary>
/// <param name="Failure">What it failed with; null when it did not.</param>
/// <param name="ContinuesAsNew">Whether it asked for a next generation.</param>
internal sealed record SessionEnd(Failure? Failure, bool ContinuesAsNew);
