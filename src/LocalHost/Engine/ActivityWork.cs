using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine;

/// <summary>An activity that is to run.</summary>
/// <param name="Instance">Whose call it is.</param>
/// <param name="Generation">The generation that called; a later one does not wait for it.</param>
/// <param name="Call">Name, number and input.</param>
internal sealed record ActivityWork(Instance Instance, int Generation, HistoryEvent Call);
