using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;
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
        core.BeginLife(found.Life);
        core.Table.Begin(found.Last.Key, found.Last.Seq, found.Last.Payload);
        Dictionary<long, Instance> instances = [];
        foreach (InstanceRow row in found.Rows)
        {
            var instance = new Instance(row.Key, row.Id)
            {
                Status = row.Status,
                IsRecovered = true,
                StepAttempts = found.StepAttempts(row.Key),
                Trace = found.Traces.GetValueOrDefault(row.Key),
                IsStuck = found.Stuck.ContainsKey(row.Key),
            };
            instances.Add(row.Key, instance);
            core.Table.Add(instance);
        }

        // From here on calls are taken: an activity that is set going below may make one.
        core.Started = true;
        int activities = 0, timers = 0;
        foreach ((InstanceRow row, Unfinished unfinished) in found.Rows.Zip(found.Unfinished))
        {
            Instance instance = instances[row.Key];
            if (found.Life.Running && instance.StepAttempts >= core.MaxAttempts)
            {
                core.Poison(instance);
                continue;
            }

            activities += unfinished.Activities.Count;
            timers += unfinished.Timers.Count;
            unfinished.SetGoing(core, instance, row, work => found.TakeUp(core, work));
        }

        foreach ((long key, Message message) in found.Inbox)
        {
            if (instances.TryGetValue(key, out Instance? target))
            {
                core.Post(target, message);
            }
        }

        core.Wheel.Start();
        core.TakenUp();
        if (found.Stuck.Count > 0)
        {
            logger.StillStuck(found.Stuck.Count);
        }

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
        Dictionary<(long, int, int), int> attempts = Attempts.Read(connection)
            .ToDictionary(mark => (mark.Instance, mark.Generation, mark.Task), mark => mark.Begun);
        return new(
            rows,
            unfinished,
            inbox,
            StoreNumbers.Read(connection),
            InstanceStore.ReadTraces(connection),
            attempts,
            Life.Read(connection),
            StuckTable.Read(connection));
    }

    private sealed record Found(
        List<InstanceRow> Rows,
        List<Unfinished> Unfinished,
        List<(long Key, Message Message)> Inbox,
        StoreNumbers Last,
        Dictionary<long, TraceLink> Traces,
        Dictionary<(long Key, int Generation, int Task), int> Attempts,
        Life Life,
        Dictionary<long, long> Stuck)
    {
        /// <summary>How often an instance's step was begun and not survived.</summary>
        internal int StepAttempts(long key)
        {
            int begun = Attempts.GetValueOrDefault((key, 0, Tables.Attempts.Steps));
            return Life.Running || begun == 0 ? begun : begun - 1;
        }

        /// <summary>Takes an activity up again, with as many attempts as are known.</summary>
        internal void TakeUp(EngineCore core, ActivityWork work)
        {
            int begun = Attempts.GetValueOrDefault((work.Instance.Key, work.Generation, work.Call.Id));
            int attempt = Life.Running ? Math.Max(begun, 1) + 1 : Math.Max(begun, 2);
            core.TakeUp(work with { Attempt = attempt }, Life.Running || begun > 0);
        }
    }
}
