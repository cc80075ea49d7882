namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>Some instances, the newest first.</summary>
/// <param name="Instances">As many as were asked for, or the rest.</param>
/// <param name="Next">The token of the next page; null at the end.</param>
internal sealed record InstancePage(IReadOnlyList<InstanceSummary> Instances, string? Next);
