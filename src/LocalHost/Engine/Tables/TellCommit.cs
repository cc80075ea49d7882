using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Tells an instance something that it would not hear otherwise.</summary>
/// <param name="core">Hands it over.</param>
/// <param name="instance">Who is told.</param>
/// <param name="message">With a number of the inbox.</param>
internal sealed class TellCommit(EngineCore core, Instance instance, Message message) : StoreCommand
{
    private Message? _kept;

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection) =>
        _kept = InstanceStore.IsLive(connection, instance.Key)
            ? InstanceStore.PutInbox(connection, core.Table, instance.Key, message)
            : null;

    /// <inheritdoc/>
    public override void Committed()
    {
        if (_kept is { } kept)
        {
            core.Post(instance, kept);
        }
    }

    /// <inheritdoc/>
    public override void Failed(Exception reason)
    {
        // The watchdog finds it again in its next round.
    }
}
