using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>Everything about one instance.</summary>
/// <param name="Instance">What it is.</param>
/// <param name="History">What happened to it.</param>
internal sealed record InstanceStory(InstanceDocument Instance, HistoryDocument History);
