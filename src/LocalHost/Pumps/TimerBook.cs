using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Keeps when each timer ran last and comes next, so that one missed while the host was down is
/// seen.</summary>
/// <param name="store">Holds the table of <see cref="Schema"/>.</param>
internal sealed class TimerBook(StoreFile store)
{
    /// <summary>Reads a timer's row.</summary>
    /// <param name="name">The function's.</param>
    /// <param name="schedule">Its expression now.</param>
    /// <returns>Null when there is none, or when it was written under another expression.</returns>
    public ScheduleStatus? Read(string name, string schedule) => store.Read(connection =>
    {
        StoreStatement row = connection
            .Statement("SELECT last, next, updated FROM timers WHERE name = ? AND schedule = ?")
            .Bind(1, name)
            .Bind(2, schedule);
        if (!row.Read())
        {
            return null;
        }

        ScheduleStatus status = new()
        {
            Last = new(row.Int64(0), DateTimeKind.Utc),
            Next = new(row.Int64(1), DateTimeKind.Utc),
            LastUpdated = new(row.Int64(2), DateTimeKind.Utc),
        };
        row.Reset();
        return status;
    });

    /// <summary>Keeps a timer's row; on the disk when the task ends.</summary>
    public Task WriteAsync(string name, string schedule, ScheduleStatus status) =>
        store.Writer.WriteAsync(new Row(name, schedule, status));

    /// <summary>The table.</summary>
    internal sealed class Schema : IStoreSchema
    {
        /// <inheritdoc/>
        public string Sql => """
            CREATE TABLE IF NOT EXISTS timers(
                name TEXT PRIMARY KEY, schedule TEXT NOT NULL,
                last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID;
            """;
    }

    private sealed class Row(string name, string schedule, ScheduleStatus status) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection
            .Statement("""
                INSERT OR REPLACE INTO timers(name, schedule, last, next, updated) VALUES(?, ?, ?, ?, ?)
                """)
            .Bind(1, name)
            .Bind(2, schedule)
            .Bind(3, status.Last.Ticks)
            .Bind(4, status.Next.Ticks)
            .Bind(5, status.LastUpdated.Ticks)
            .Run();
    }
}
