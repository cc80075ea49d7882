using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The store's payloads as of the moment that a connection sees; for those who only read.</summary>
internal sealed class MomentShelf(StoreConnection connection) : IPayloadShelf
{
    /// <inheritdoc/>
    public int LongestStep => int.MaxValue;

    /// <inheritdoc/>
    public long NextNumber() => throw new NotSupportedException("A reading writes no payload.");

    /// <inheritdoc/>
    public byte[] Read(PayloadReference reference) => PayloadTable.Read(connection, reference);
}
