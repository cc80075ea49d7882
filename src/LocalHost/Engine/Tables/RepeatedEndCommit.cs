using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Keeps the end of a marked activity and takes its mark away, before the caller sees
/// either.</summary>
/// <param name="work">The activity.</param>
/// <param name="message">Its end, with a number of the inbox.</param>
/// <param name="numbers">For what goes out of line.</param>
/// <remarks>So a step that the end kills is not taken for the activity's doing.</remarks>
internal sealed class RepeatedEndCommit(ActivityWork work, Message message, InstanceTable numbers)
    : AwaitedStoreCommand
{
    /// <summary>The end as its caller is to have it.</summary>
    internal Message Kept { get; private set; }

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        Kept = message;
        Attempts.Delete(connection, work.Instance.Key, work.Generation, work.Call.Id);
        if (InstanceStore.IsLive(connection, work.Instance.Key))
        {
            Kept = InstanceStore.PutInbox(connection, numbers, work.Instance.Key, message);
        }
    }
}
