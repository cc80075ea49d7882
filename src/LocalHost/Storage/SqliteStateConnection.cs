using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TradingBase.LocalHost.Storage;

/// <summary>
/// One connection to the state file with its prepared statements; used by one thread at a time.
/// </summary>
internal sealed class SqliteStateConnection : IDisposable
{
    /// <summary>Written into the file's header: the letters TBst.</summary>
    public const int ApplicationId = 0x54427374;

    /// <summary>The form of the tables that this program writes.</summary>
    public const int SchemaVersion = 1;

    // SQLite waits by itself this long for another process; the driver's own retries end at the same time.
    private const int BusySeconds = 10;

    // Names hold no character after '~'.
    private const string AfterAllNames = "\x7f";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _oldestFirst;
    private readonly SqliteCommand _newestFirst;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _nextVersion;
    private readonly SqliteCommand _write;
    private readonly SqliteCommand _delete;

    private SqliteStateConnection(SqliteConnection connection)
    {
        _connection = connection;
        _find = Prepare("SELECT value, version FROM rows WHERE partition = $1 AND key = $2", 2);
        const string Range = "SELECT key, value, version FROM rows "
            + "WHERE partition = $1 AND key >= $2 AND key < $3 ORDER BY key ";
        _oldestFirst = Prepare(Range + "ASC LIMIT $4", 4);
        _newestFirst = Prepare(Range + "DESC LIMIT $4", 4);
        _version = Prepare("SELECT version FROM rows WHERE partition = $1 AND key = $2", 2);
        _nextVersion = Prepare("UPDATE submits SET last = last + 1 RETURNING last", 0);
        _write = Prepare(
            "INSERT INTO rows(partition, key, value, version) VALUES($1, $2, $3, $4) "
            + "ON CONFLICT(partition, key) DO UPDATE SET value = excluded.value, version = excluded.version",
            4);
        _delete = Prepare("DELETE FROM rows WHERE partition = $1 AND key = $2", 2);
    }

    /// <summary>
    /// Opens the file, makes its tables when it is new, and asserts that commits reach the disk.
    /// </summary>
    /// <param name="file">Its full path.</param>
    /// <param name="create">Whether a missing file is made.</param>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="StateUnavailableException">
    /// The file is another program's, or a newer form of ours.
    /// </exception>
    public static SqliteStateConnection Open(string file, bool create)
    {
        SqliteConnectionStringBuilder place = new()
        {
            DataSource = file,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        };
        SqliteConnection connection = new(place.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, string.Create(
                CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {BusySeconds * 1000}"));
            Recognise(connection, file);
            Demand(connection, file, "PRAGMA journal_mode = WAL", "wal");
            Run(connection, "PRAGMA synchronous = FULL");
            Demand(connection, file, "PRAGMA synchronous", "2");
            Run(connection, "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY");
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public StateRow? Find(string partition, string key)
    {
        using SqliteDataReader reader = Bind(_find, partition, key).ExecuteReader();
        return reader.Read()
            ? new(partition, key, reader.GetFieldValue<byte[]>(0), Version(reader.GetInt64(1)))
            : null;
    }

    public IReadOnlyList<StateRow> Read(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst)
    {
        using SqliteDataReader reader = Bind(
            newestFirst
                ? _newestFirst
                : _oldestFirst, partition, fromKey ?? string.Empty, toKey ?? AfterAllNames,
            atMost).ExecuteReader();
        List<StateRow> rows = [];
        while (reader.Read())
        {
            rows.Add(new(
                partition, reader.GetString(0), reader.GetFieldValue<byte[]>(1),
                Version(reader.GetInt64(2))));
        }

        return rows;
    }

    /// <summary>Carries out a submit inside the open transaction.</summary>
    /// <returns>False when a row is not as expected: nothing was written.</returns>
    public bool TryApply(string partition, IReadOnlyList<StateChange> changes)
    {
        foreach (StateChange change in changes)
        {
            object? present = Bind(_version, partition, change.Key).ExecuteScalar();
            if ((present is long version ? Version(version) : null) != change.ExpectedVersion)
            {
                return false;
            }
        }

        long next = (long)_nextVersion.ExecuteScalar()!;
        foreach (StateChange change in changes)
        {
            _ = change.Value is { } value
                ? Bind(_write, partition, change.Key, value.ToArray(), next).ExecuteNonQuery()
                : Bind(_delete, partition, change.Key).ExecuteNonQuery();
        }

        return true;
    }

    /// <summary>Runs statements as they are, such as the bounds of a transaction.</summary>
    public void Run(string sql) => Run(_connection, sql);

    /// <summary>Takes back an open transaction, where SQLite has not done so by itself.</summary>
    public void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Run("ROLLBACK");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SqliteCommand[] all = [_find, _oldestFirst, _newestFirst, _version, _nextVersion, _write, _delete];
        foreach (SqliteCommand command in all)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private static string Version(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    // A mode that SQLite does not take is passed over in silence, so it is read back.
    private static void Demand(SqliteConnection connection, string file, string sql, string expected)
    {
        if (Scalar(connection, sql) is string found && found != expected)
        {
            throw new StateUnavailableException(file, $"'{sql}' gives '{found}'; '{expected}' was expected.");
        }
    }

    // One snapshot for all that is read: between two reads another process may make the file ours.
    private static bool InOneSnapshot(SqliteConnection connection, Func<bool> read)
    {
        Run(connection, "BEGIN");
        try
        {
            return read();
        }
        finally
        {
            Run(connection, "ROLLBACK");
        }
    }

    private static void Recognise(SqliteConnection connection, string file)
    {
        if (InOneSnapshot(connection, () => IsOurs(connection, file)))
        {
            return;
        }

        Run(connection, "BEGIN IMMEDIATE");
        try
        {
            // Another process may have made the tables while this one waited for its turn.
            if (!IsOurs(connection, file))
            {
                Run(connection, string.Create(CultureInfo.InvariantCulture, $"""
                    CREATE TABLE rows(
                        partition TEXT NOT NULL COLLATE BINARY, key TEXT NOT NULL COLLATE BINARY,
                        value BLOB NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(partition, key))
                        WITHOUT ROWID;
                    CREATE TABLE submits(last INTEGER NOT NULL);
                    INSERT INTO submits VALUES(0);
                    PRAGMA application_id = {ApplicationId};
                    PRAGMA user_version = {SchemaVersion};
                    """));
            }

            Run(connection, "COMMIT");
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Run(connection, "ROLLBACK");
            }

            throw;
        }
    }

    private static bool IsOurs(SqliteConnection connection, string file)
    {
        string? owner = Scalar(connection, "PRAGMA application_id");
        string? form = Scalar(connection, "PRAGMA user_version");
        if (owner == ApplicationId.ToString(CultureInfo.InvariantCulture))
        {
            return form == SchemaVersion.ToString(CultureInfo.InvariantCulture)
                ? true
                : throw new StateUnavailableException(
                    file, $"it is a state file of form {form}; this program knows form {SchemaVersion}.");
        }

        return owner == "0" && Scalar(connection, "SELECT count(*) FROM sqlite_master") == "0"
            ? false
            : throw new StateUnavailableException(
                file,
                "it is another program's database; a state file of TradingBase or a new file was expected.");
    }

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(
                new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), null));
        }

        return command;
    }
}
