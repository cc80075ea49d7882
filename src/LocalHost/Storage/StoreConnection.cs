using SQLitePCL;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Storage;

/// <summary>One connection to the store with its prepared statements; used by one thread at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    /// <summary>What the message begins with when a statement would be refused for ever.</summary>
    internal const string Refused = "SQLite refused a statement";

    private readonly string _file;
    private readonly DiskVfs? _disk;
    private readonly Dictionary<string, StoreStatement> _statements = [];

    private StoreConnection(string file, sqlite3 database, DiskVfs? disk)
    {
        _file = file;
        _disk = disk;
        Database = database;
    }

    /// <summary>SQLite's own handle.</summary>
    public sqlite3 Database { get; }

    /// <summary>Opens the file.</summary>
    /// <param name="file">Its full path; made when missing and writable.</param>
    /// <param name="readOnly">Whether the connection only reads.</param>
    /// <param name="disk">Stands between SQLite and the file; null for the platform's own.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be opened.</exception>
    public static StoreConnection Open(string file, bool readOnly, DiskVfs? disk = null)
    {
        Batteries_V2.Init();
        disk?.Enter();
        int flags = raw.SQLITE_OPEN_NOMUTEX
            | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        int code = raw.sqlite3_open_v2(file, out sqlite3 database, flags, disk?.Name);
        var connection = new StoreConnection(file, database, disk);
        if (code == raw.SQLITE_OK)
        {
            return connection;
        }

        Exception fault = connection.Fault(code);
        connection.Dispose();
        throw fault;
    }

    /// <summary>The prepared form of a statement, made at its first use.</summary>
    /// <param name="sql">A constant: each distinct text is prepared once and kept.</param>
    public StoreStatement Statement(string sql)
    {
        if (_statements.TryGetValue(sql, out StoreStatement? statement))
        {
            return statement;
        }

        Check(raw.sqlite3_prepare_v3(Database, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt handle));
        return _statements[sql] = new(this, handle);
    }

    /// <summary>Runs statements that are not worth keeping.</summary>
    /// <param name="sql">One or more statements.</param>
    public void Run(string sql) => Check(raw.sqlite3_exec(Database, sql));

    /// <summary>Reads one value, such as a pragma's.</summary>
    /// <param name="sql">A statement with one row of one column.</param>
    /// <returns>The value as text; null when there is no row.</returns>
    public string? Scalar(string sql)
    {
        Check(raw.sqlite3_prepare_v2(Database, sql, out sqlite3_stmt handle));
        using (handle)
        {
            var statement = new StoreStatement(this, handle);
            return statement.Read() ? statement.Text(0) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StoreStatement statement in _statements.Values)
        {
            statement.Handle.Dispose();
        }

        Database.Dispose();
        _disk?.Leave();
    }

    internal void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Fault(code);
        }
    }

    /// <summary>What a result code means: the store's trouble, or a mistake in the statement.</summary>
    internal Exception Fault(int code)
    {
        string reason = raw.sqlite3_errmsg(Database).utf8_to_string();
        int extended = raw.sqlite3_extended_errcode(Database);
        return (code & 0xff) is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISUSE
            or raw.SQLITE_RANGE or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG
            ? new InvalidOperationException($"{Refused}: {reason} (code {extended}).")
            : new StoreUnavailableException(_file, reason, extended);
    }
}
