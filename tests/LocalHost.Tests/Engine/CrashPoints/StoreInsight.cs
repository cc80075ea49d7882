using System.Text.Json;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>Reads what the engine's tables hold, past the engine.</summary>
internal static class StoreInsight
{
    /// <summary>How many instances have not ended.</summary>
    public static long Live(StoreFile store) =>
        Number(store, "SELECT count(*) FROM instances WHERE completed IS NULL");

    /// <summary>How many messages wait for their receiver.</summary>
    public static long Inbox(StoreFile store) => Number(store, "SELECT count(*) FROM inbox");

    /// <summary>SQLite's own judgement of the file: "ok", or what is wrong.</summary>
    public static string? Integrity(StoreFile store) =>
        store.Read(connection => connection.Scalar("PRAGMA integrity_check"));

    /// <summary>Each instance with its history.</summary>
    public static IReadOnlyDictionary<string, List<HistoryEvent>> Histories(StoreFile store, bool liveOnly) =>
        store.Read(connection =>
        {
            Dictionary<string, List<HistoryEvent>> histories = [];
            foreach ((long key, string id) in Ids(connection, liveOnly))
            {
                List<HistoryEvent> events = histories[id] = [];
                var reader = new HistoryReader(InstanceStore.ReadHistory(connection, key).Events);
                while (reader.Next() is { } item)
                {
                    events.Add(item);
                }
            }

            return histories;
        });

    /// <summary>The inputs of the activities that live instances wait for.</summary>
    public static IReadOnlySet<string> Open(StoreFile store) => Histories(store, liveOnly: true).Values
        .SelectMany(events => events
            .Where(item => item.Kind is EventKind.TaskScheduled)
            .Where(call => !events.Exists(item => item.Id == call.Id
                && item.Kind is EventKind.TaskCompleted or EventKind.TaskFailed))
            .Select(call => JsonSerializer.Deserialize<string>(call.Payload)!))
        .ToHashSet();

    private static List<(long Key, string Id)> Ids(StoreConnection connection, bool liveOnly)
    {
        List<(long, string)> ids = [];
        StoreStatement read = connection
            .Statement("SELECT key, id FROM instances WHERE completed IS NULL OR NOT ?1 ORDER BY key")
            .Bind(1, liveOnly ? 1 : 0);
        while (read.Read())
        {
            ids.Add((read.Int64(0), read.Text(1)!));
        }

        return ids;
    }

    private static long Number(StoreFile store, string sql) => store.Read(connection =>
    {
        StoreStatement read = connection.Statement(sql);
        read.Read();
        long number = read.Int64(0);
        read.Reset();
        return number;
    });
}
