using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The engine's tables.</summary>
/// <remarks>
/// A short instance is one row, its history included; what outgrows the row goes to <c>history</c> in
/// segments of whole steps. <c>inbox</c> holds what instances send to each other until the receiver's step
/// has taken it in. <c>payloads</c> holds what is too long for any of them. <c>attempts</c> marks what is
/// begun again after a crash, <c>purging</c> the instances whose row is gone and whose history is still being
/// removed, <c>stuck</c> those that nothing can wake, <c>meta</c> the process. Times are UTC ticks, payloads
/// UTF-8 JSON, statuses the numbers of OrchestrationRuntimeStatus.
/// </remarks>
internal sealed class EngineSchema : IStoreSchema
{
    /// <inheritdoc/>
    public string Sql => """
        CREATE TABLE IF NOT EXISTS instances(
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            version TEXT,
            generation INTEGER NOT NULL,
            status INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            completed INTEGER,
            start_at INTEGER,
            parent INTEGER,
            parent_generation INTEGER,
            parent_task INTEGER,
            parent_id TEXT,
            parent_name TEXT,
            tags BLOB,
            input BLOB,
            output BLOB,
            failure BLOB,
            custom BLOB,
            segments INTEGER NOT NULL,
            tail BLOB,
            trace TEXT);
        CREATE INDEX IF NOT EXISTS instances_live ON instances(key) WHERE completed IS NULL;
        CREATE INDEX IF NOT EXISTS instances_children ON instances(parent) WHERE parent IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history(
            instance INTEGER NOT NULL,
            segment INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY(instance, segment)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inbox(
            instance INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            generation INTEGER,
            event BLOB NOT NULL,
            PRIMARY KEY(instance, seq)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS payloads(
            id INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            bytes BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS payloads_of ON payloads(instance);
        CREATE TABLE IF NOT EXISTS attempts(
            instance INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            task INTEGER NOT NULL,
            begun INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY(instance, generation, task)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS purging(
            instance INTEGER PRIMARY KEY,
            recursive INTEGER NOT NULL,
            job INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS stuck(
            instance INTEGER PRIMARY KEY,
            since INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS meta(
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <inheritdoc/>
    public void Upgrade(StoreConnection connection)
    {
        string? traces = connection.Scalar(
            "SELECT count(*) FROM pragma_table_info('instances') WHERE name = 'trace'");
        if (traces == "0")
        {
            connection.Run("ALTER TABLE instances ADD COLUMN trace TEXT");
        }
    }

    /// <summary>Whether an instance of that status has ended.</summary>
    internal static bool IsTerminal(OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;
}
