using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine;

/// <summary>An activity that is to run.</summary>
/// <param name="Instance">Whose call it is.</param>
/// <param name="Generation">The generation that called; a later one does not wait for it.</param>
/// <param name="Call">Name, number and input.</param>
/// <param name="Attempt">The how manieth time it is begun, as far as the engine knows; from 1.</param>
/// <param name="IsMarked">Whether the store holds a mark of the attempt.</param>
internal sealed record ActivityWork(
    Instance Instance, int Generation, HistoryEvent Call, int Attempt = 1, bool IsMarked = false)
{
    /// <summary>The same for each attempt at this call, and for no other call of the store's.</summary>
    internal string IdempotencyKey => $"{Instance.Id}/{Instance.Key}/{Generation}/{Call.Id}";
}
