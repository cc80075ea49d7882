namespace TradingBase.LocalHost.Storage;

/// <summary>Waits for its turn and changes nothing; it costs no fsync.</summary>
internal sealed class NothingToWrite : AwaitedStoreCommand
{
    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
    }
}
