using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <summary>Takes up what the store says is unfinished: activities, timers, starts and messages.</summary>
internal static class Recovery
{
    /// <summary>Reads everything first and only then sets anything going, so that nothing is met
    /// twice.</summary>
    internal static void Run(EngineCore core, ILogger logger)
    {
        Found found = core.Store.Read(Read);
        core.Table.Begin(found.Last.Key, found.Last.Seq, found.Last.Payload);
        Dictionary<long, Instance> instances = [];
        foreach (InstanceRow row in found.Rows)
        {
            var instance = new Instance(row.Key, row.Id) { Status = row.Status };
            instances.Add(row.Key, instance);
            core.Table.Add(instance);
        }

        // From here on calls are taken: an activity that is set going below may make one.
        core.Started = true;
        int activities = 0, timers = 0;
        foreach ((InstanceRow row, Unfinished unfinished) in found.Rows.Zip(found.Unfinished))
        {
            foreach (HistoryEvent call in unfinished.Activities)
            {
                core.Counters.CountRepeatedActivity();
                logger.ActivityRepeated(call.Name!, call.Id, row.Id);
            }

            activities += unfinished.Activities.Count;
            timers += unfinished.Timers.Count;
            unfinished.SetGoing(core, instances[row.Key], row);
        }

        foreach ((long key, Message message) in found.Inbox)
        {
            if (instances.TryGetValue(key, out Instance? target))
            {
                core.Post(target, message);
            }
        }

        core.Wheel.Start();
        if (found.Rows.Count > 0)
        {
            logger.Recovered(found.Rows.Count, activities, timers);
        }
    }

    private static Found Read(StoreConnection connection)
    {
        List<InstanceRow> rows = InstanceStore.ReadLive(connection);
        List<(long Key, Message Message)> inbox = [];
        StoreStatement read = connection.Statement(
            "SELECT instance, seq, generation, event FROM inbox ORDER BY seq");
        while (read.Read())
        {
            var item = new HistoryReader(read.Blob(3)!);
            inbox.Add((read.Int64(0), new(item.Next()!, (int?)read.Int64OrNull(2), read.Int64(1))));
        }

        ILookup<long, Message> mail = inbox.ToLookup(letter => letter.Key, letter => letter.Message);
        List<Unfinished> unfinished = [.. rows.Select(row => Unfinished.Scan(
            InstanceStore.ReadHistory(connection, row.Key).Events,
            mail[row.Key].Where(message => message.Generation == row.Generation)
                .Select(message => message.Event)))];
        return new(rows, unfinished, inbox, StoreNumbers.Read(connection));
    }

    private sealed record Found(
        List<InstanceRow> Rows,
        List<Unfinished> Unfinished,
        List<(long Key, Message Message)> Inbox,
        StoreNumbers Last);
}
