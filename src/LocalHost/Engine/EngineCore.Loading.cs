using System.Collections.Immutable;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine;

/// <content>An instance's code: taken up from the store, or left as it is.</content>
internal sealed partial class EngineCore
{
    private static readonly IReadOnlyDictionary<string, string> NoTags =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>The mail of an instance that is left is on the disk; called on the writer's thread.</summary>
    internal void Parked(Instance instance, List<Message> mail, bool gone)
    {
        foreach (Message message in mail)
        {
            if (gone)
            {
                message.Ack?.TrySetException(Refusal(instance));
            }
            else
            {
                message.Ack?.TrySetResult();
            }
        }

        Release(instance);
    }

    /// <summary>Brings an instance's code to where its history ends.</summary>
    /// <param name="instance">Its code is not in memory.</param>
    /// <param name="mail">What it is to be told; what was kept for it before is put in front.</param>
    /// <returns>False when it takes no step: it is gone, or this engine leaves it to another.</returns>
    private bool TryLoad(Instance instance, List<Message> mail)
    {
        (InstanceRow? row, StoredHistory? history) = Read(instance);
        if (row is null)
        {
            // Gone, and the writer has not said so yet: who posted just before must hear of it too.
            mail.ForEach(message => message.Ack?.TrySetException(Refusal(instance)));
            Drop(instance);
            Release(instance);
            return false;
        }

        Failure? mismatch = _options.Versions.Mismatch(row.Version);
        bool left = (mismatch is not null && _options.Versions.OnMismatch is VersionFailureStrategy.Reject)
            || _options.Filter?.Invoke(row.Name, row.Tags ?? NoTags) == false;

        // Its end needs no code, so it can be had here too.
        if (left && !mail.Exists(message => message.Event.Kind is EventKind.Terminated))
        {
            if (instance.Parked is null)
            {
                string why = mismatch?.Details.ErrorMessage ?? "the engine's filter passes it over";
                _logger.InstanceLeft(row.Name, row.Id, why);
            }

            Store.Writer.Send(new ParkCommit(instance, mail, this));
            return false;
        }

        if (instance.Parked is { } parked)
        {
            mail.InsertRange(0, parked);
            instance.Parked = null;
        }

        instance.Session = Load(instance, row, history!, left, mismatch);
        return true;
    }

    private (InstanceRow? Row, StoredHistory? History) Read(Instance instance)
    {
        if (instance.Fresh is { } fresh)
        {
            instance.Fresh = null;
            return (fresh, new([], 0, null));
        }

        return Store.Read(connection =>
        {
            InstanceRow? found = InstanceStore.ReadRow(connection, instance.Key);
            return (found, found is null ? null : InstanceStore.ReadHistory(connection, instance.Key));
        });
    }

    private OrchestrationSession Load(
        Instance instance, InstanceRow row, StoredHistory history, bool left, Failure? mismatch)
    {
        var session = new OrchestrationSession(
            instance.Trace is { } trace ? row with { Trace = trace } : row,
            _services,
            _shelf,
            () => Post(instance, new(new() { Kind = EventKind.Escaped })));
        Failure? end = mismatch ?? (instance.Refusal is { } refusal ? Failure.Of(refusal, null) : null);
        if (left || end is not null)
        {
            session.GoOnWithoutCode(history.Segments, history.Tail);
            if (!left)
            {
                session.Fail(end!);
            }
        }
        else if (history.Events.Length > 0)
        {
            Counters.CountReplay();
            session.Replay(history.Events, history.Segments, history.Tail, goesOn: true);
        }

        return session;
    }
}
