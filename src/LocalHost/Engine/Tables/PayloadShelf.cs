using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The store's payloads, for sessions and activities.</summary>
internal sealed class PayloadShelf(StoreFile store, InstanceTable numbers, int longestStep = int.MaxValue)
    : IPayloadShelf
{
    /// <inheritdoc/>
    public int LongestStep => longestStep;

    /// <inheritdoc/>
    public long NextNumber() => numbers.NextPayload();

    /// <inheritdoc/>
    public byte[] Read(PayloadReference reference) =>
        store.Read(connection => PayloadTable.Read(connection, reference));
}
