using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SQLitePCL;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Storage;

/// <summary>The store: one SQLite file with one writer and any number of readers, for one process at a
/// time.</summary>
/// <remarks>
/// WAL with synchronous=FULL: what was acknowledged survives a power cut. The lock is a file beside the
/// store, held by the operating system for as long as the process lives, so that a killed process leaves no
/// lock behind.
/// </remarks>
internal sealed class StoreFile : IDisposable
{
    // How .NET says that another holds the file: Linux' and macOS' EWOULDBLOCK, and Windows' own number.
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;
    private readonly DiskVfs? _disk;
    private readonly ConcurrentBag<StoreConnection> _readers = [];
    private volatile bool _closed;

    private StoreFile(string file,
        FileStream held, StoreConnection connection, DiskVfs? disk, ILogger logger, bool driven)
    {
        Path = file;
        Synchronous = connection.Scalar("PRAGMA synchronous") == "2" ? "FULL" : "not FULL";
        _lock = held;
        _disk = disk;
        Writer = new(connection, new(file, connection), logger, driven);
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>SQLite's synchronous mode as read back at the start: FULL, or the store would not be
    /// open.</summary>
    public string Synchronous { get; }

    /// <summary>Whether it was closed; nothing is read or written any more.</summary>
    public bool IsClosed => _closed;

    /// <summary>Takes every write.</summary>
    public StoreWriter Writer { get; }

    /// <summary>Opens or makes the store and locks it.</summary>
    /// <param name="path">Where the file is; its folder is made when missing.</param>
    /// <param name="schemas">The tables of those who live in it.</param>
    /// <param name="loggers">For the writer's failures.</param>
    /// <param name="driven">Whether the caller says when the writer commits; for simulations.</param>
    /// <param name="disk">Is told of every access to the files; null, as in production, for nobody.</param>
    /// <exception cref="StoreInUseException">Another process holds it.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be opened or written.</exception>
    public static StoreFile Open(string path,
        IEnumerable<IStoreSchema> schemas, ILoggerFactory loggers, bool driven = false, Disk? disk = null)
    {
        string file = RealPath(path);
        FileStream held = Lock(file);
        ILogger logger = loggers.CreateLogger<StoreWriter>();
        DiskVfs? vfs = null;
        StoreConnection? connection = null;
        try
        {
            vfs = disk is null ? null : new(disk, logger);
            connection = StoreConnection.Open(file, readOnly: false, vfs);
            Prepare(connection, file);
            FreeSpace.LetShrink(connection, file, logger);
            foreach (IStoreSchema schema in schemas)
            {
                connection.Run(schema.Sql);
                schema.Upgrade(connection);
            }

            return new(file, held, connection, vfs, logger, driven);
        }
        catch
        {
            connection?.Dispose();
            vfs?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Reads what is committed.</summary>
    /// <param name="read">Called at once with a reading connection, which it must not keep.</param>
    /// <returns>What the function returned.</returns>
    /// <exception cref="StoreUnavailableException">The file cannot be read.</exception>
    public T Read<T>(Func<StoreConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        StoreConnection connection = _readers.TryTake(out StoreConnection? idle)
            ? idle
            : StoreConnection.Open(Path, readOnly: true, _disk);
        bool sound = false;
        try
        {
            T result = read(connection);
            sound = true;
            return result;
        }
        finally
        {
            // A reading that failed may have left a statement open, and with it an old snapshot.
            if (sound && !_closed)
            {
                _readers.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>Commits what was handed in, closes the file and frees the lock.</summary>
    public void Dispose()
    {
        _closed = true;
        while (_readers.TryTake(out StoreConnection? reader))
        {
            reader.Dispose();
        }

        Writer.Dispose();
        _disk?.Dispose();
        _lock.Dispose();
    }

    /// <summary>Closes as a killed process does: what was not committed is lost.</summary>
    internal void Abandon()
    {
        _closed = true;
        Writer.Abandon();
        Dispose();
    }

    // A store that is reached by a link is the store that the link leads to, and has that one's lock.
    private static string RealPath(string path)
    {
        FileInfo file = new(System.IO.Path.GetFullPath(path));
        return file.LinkTarget is null
            ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static FileStream Lock(string file)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            return new(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse) when (SharingViolations.Contains(inUse.HResult))
        {
            throw new StoreInUseException(file, inUse);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(file, refused.Message, 0);
        }
    }

    internal static void Prepare(StoreConnection connection, string file)
    {
        // SQLite opens it all the same, and an engine would do its work without keeping any of it.
        if (raw.sqlite3_db_readonly(connection.Database, "main") != 0)
        {
            throw new StoreUnavailableException(file, "the file is read-only", raw.SQLITE_READONLY);
        }

        connection.Scalar("PRAGMA page_size=4096");
        connection.Scalar("PRAGMA auto_vacuum=INCREMENTAL");
        string? journal = connection.Scalar("PRAGMA journal_mode=WAL");
        connection.Run("PRAGMA synchronous=FULL");
        connection.Scalar("PRAGMA wal_autocheckpoint=4000");
        connection.Run("PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");

        // Asked for is not given: a mode that SQLite does not take is passed over in silence.
        if (journal != "wal" || connection.Scalar("PRAGMA synchronous") != "2")
        {
            throw new StoreUnavailableException(file, "it does not take WAL with synchronous=FULL", 0);
        }
    }
}
