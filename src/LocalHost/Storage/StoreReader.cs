namespace TradingBase.LocalHost.Storage;

/// <summary>Reads a store that may be another process's; takes no lock and writes nothing into it.</summary>
/// <remarks>Each reading sees one committed moment; what a host commits meanwhile comes with the
/// next.</remarks>
internal sealed class StoreReader : IDisposable
{
    // A host that opens or closes its store holds everybody else up for a moment.
    private const string Patience = "PRAGMA busy_timeout=5000";

    private readonly StoreConnection _connection;

    private StoreReader(string path, StoreConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    /// <summary>The file's full path.</summary>
    internal string Path { get; }

    /// <summary>Opens a store for reading.</summary>
    /// <param name="path">A file that exists.</param>
    /// <exception cref="StoreUnavailableException">It cannot be read, or is no SQLite file.</exception>
    internal static StoreReader Open(string path)
    {
        string file = System.IO.Path.GetFullPath(path);
        StoreConnection connection = StoreConnection.Open(file, readOnly: true);
        try
        {
            connection.Scalar(Patience);
            return new(file, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a table.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read, or is no SQLite file.</exception>
    internal bool Has(string table)
    {
        StoreStatement find = _connection
            .Statement("SELECT 1 FROM sqlite_master WHERE type='table' AND name=?").Bind(1, table);
        bool found = find.Read();
        find.Reset();
        return found;
    }

    /// <summary>Reads what is committed.</summary>
    /// <param name="read">Called at once; it must not keep the connection.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be read.</exception>
    internal T Read<T>(Func<StoreConnection, T> read) => read(_connection);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
