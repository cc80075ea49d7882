using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Keeps the mail of an instance that this engine does not take up, for one that does.</summary>
/// <param name="instance">Stays as it is.</param>
/// <param name="mail">What has come for it.</param>
/// <param name="core">Hears of the commit.</param>
internal sealed class ParkCommit(Instance instance, List<Message> mail, EngineCore core) : StoreCommand
{
    private readonly List<Message> _kept = [];
    private bool _gone;

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        _kept.Clear();
        _gone = !InstanceStore.IsLive(connection, instance.Key);
        foreach (Message message in _gone ? [] : mail)
        {
            Message kept = message with { Ack = null };
            if (message.InboxSeq == 0 && IsToldOnce(message.Event.Kind))
            {
                kept = kept with { InboxSeq = core.Table.NextSeq() };
                kept = InstanceStore.PutInbox(connection, core.Table, instance.Key, kept);
            }

            _kept.Add(kept);
        }
    }

    /// <inheritdoc/>
    public override void Committed()
    {
        (instance.Parked ??= []).AddRange(_kept);
        core.Parked(instance, mail, _gone);
    }

    /// <inheritdoc/>
    public override void Failed(Exception reason) => core.StepFailed(instance, mail, reason);

    // A start and a timer are told again at the next start of the engine.
    private static bool IsToldOnce(EventKind kind) =>
        kind is not (EventKind.Started or EventKind.TimerFired or EventKind.Escaped);
}
