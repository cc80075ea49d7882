using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Storage.Disks;

/// <summary>A store with a single table of distinct numbers.</summary>
internal sealed class NumbersStore(
    string path, Disk? disk = null, ILoggerFactory? loggers = null) : IDisposable
{
    public StoreFile File { get; } = StoreFile.Open(
        path, [new Numbers()], loggers ?? NullLoggerFactory.Instance, disk: disk);

    /// <summary>In the order of their insertion.</summary>
    public List<long> Values => File.Read(connection =>
    {
        List<long> values = [];
        StoreStatement all = connection.Statement("SELECT value FROM numbers ORDER BY rowid");
        while (all.Read())
        {
            values.Add(all.Int64(0));
        }

        return values;
    });

    public string? Integrity => File.Read(connection => connection.Scalar("PRAGMA integrity_check"));

    public Task InsertAsync(long value, int load = 0) => File.Writer.WriteAsync(new Insert(value, load));

    public Task RunAsync(string sql) => File.Writer.WriteAsync(new Pragma(sql));

    public void Dispose() => File.Dispose();

    private sealed class Numbers : IStoreSchema
    {
        public string Sql => "CREATE TABLE IF NOT EXISTS numbers(value INTEGER UNIQUE, load BLOB)";
    }

    private sealed class Insert(long value, int load) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection
            .Statement("INSERT INTO numbers VALUES(?, zeroblob(?))")
            .Bind(1, value)
            .Bind(2, (long)load)
            .Run();
    }

    private sealed class Pragma(string sql) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Scalar(sql);
    }
}
