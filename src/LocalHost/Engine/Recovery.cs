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
        ILookup<long, HistoryEvent> inbox = found.Inbox.ToLookup(
            letter => letter.Key, letter => letter.Message.Event);
        foreach ((InstanceRow row, Unfinished unfinished) in found.Rows.Zip(found.Histories))
        {
            Instance instance = instances[row.Key];
            if (!unfinished.Started)
            {
                core.Start(instance, row.StartAt);
            }

            // An end that an instance has not taken in yet, since it was left as it is, waits in its inbox.
            HashSet<int> ended = [.. inbox[row.Key].Where(item =>
                item.Kind is EventKind.TaskCompleted or EventKind.TaskFailed).Select(item => item.Id)];
            foreach (HistoryEvent call in unfinished.Activities.Where(call => !ended.Contains(call.Id)))
            {
                activities++;
                core.Counters.CountRepeatedActivity();
                logger.ActivityRepeated(call.Name!, call.Id, row.Id);
                core.RunActivity(new(instance, row.Generation, call));
            }

            foreach (HistoryEvent timer in unfinished.Timers)
            {
                timers++;
                var fired = new HistoryEvent { Kind = EventKind.TimerFired, Id = timer.Id };
                core.Wheel.Add(new(instance, row.Generation, fired, timer.Ticks));
            }
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
        List<Unfinished> histories =
            [.. rows.Select(row => Scan(InstanceStore.ReadHistory(connection, row.Key).Events))];
        List<(long, Message)> inbox = [];
        StoreStatement read = connection.Statement(
            "SELECT instance, seq, generation, event FROM inbox ORDER BY seq");
        while (read.Read())
        {
            var item = new HistoryReader(read.Blob(3)!);
            inbox.Add((read.Int64(0), new(item.Next()!, (int?)read.Int64OrNull(2), read.Int64(1))));
        }

        return new(rows, histories, inbox, StoreNumbers.Read(connection));
    }

    private static Unfinished Scan(byte[] history)
    {
        SortedDictionary<int, HistoryEvent> open = [];
        bool started = false;
        var reader = new HistoryReader(history);
        while (reader.Next() is { } item)
        {
            switch (item.Kind)
            {
                case EventKind.Started:
                    started = true;
                    break;
                case EventKind.TaskScheduled or EventKind.TimerCreated:
                    open.Add(item.Id, item);
                    break;
                case EventKind.TaskCompleted or EventKind.TaskFailed
                    or EventKind.TimerFired or EventKind.TimerCancelled:
                    open.Remove(item.Id);
                    break;
                default:
                    break;
            }
        }

        return new(
            started,
            [.. open.Values.Where(item => item.Kind is EventKind.TaskScheduled)],
            [.. open.Values.Where(item => item.Kind is EventKind.TimerCreated)]);
    }

    private sealed record Found(
        List<InstanceRow> Rows,
        List<Unfinished> Histories,
        List<(long Key, Message Message)> Inbox,
        StoreNumbers Last);

    private sealed record Unfinished(bool Started, List<HistoryEvent> Activities, List<HistoryEvent> Timers);
}
