using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TradingBase.LocalHost.Storage;

/// <summary>The state file: rows in SQLite, shared by any number of processes.</summary>
/// <remarks>
/// WAL with synchronous=FULL: what a submit answered survives a power cut. Submits of this process that wait
/// at the same time share one transaction and its fsync; each is still kept whole or not at all. Reads go to
/// the disk on the
/// caller's thread. Thread-safe.
/// </remarks>
internal sealed class SqliteStateStore : IStateStore, IAsyncDisposable
{
    /// <summary>The largest value of a row, bytes.</summary>
    public const int MaxValueBytes = 64 * 1024 * 1024;

    private const int MaxTogether = 128;

    // SQLite's result codes.
    private const int DiskFull = 13;
    private const int TooBig = 18;
    private const int NoDatabase = 26;

    private readonly Channel<Request> _requests =
        Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentBag<SqliteStateConnection> _readers = [];
    private readonly SqliteStateConnection _writer;
    private readonly Task _writing;
    private volatile bool _closed;

    private SqliteStateStore(string file, SqliteStateConnection writer)
    {
        File = file;
        _writer = writer;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The file's full path.</summary>
    public string File { get; }

    /// <summary>Opens the state file, or makes it together with its folder.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="StateUnavailableException">
    /// It cannot be opened, is no state file, or is of a newer form than this program knows.
    /// </exception>
    public static SqliteStateStore Open(string path)
    {
        string file = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new(file, SqliteStateConnection.Open(file, create: true));
        }
        catch (Exception failure)
            when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Unavailable(file, failure);
        }
    }

    /// <inheritdoc/>
    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        StateRules.Name(partition);
        StateRules.Name(key);
        return Read(reader => reader.Find(partition, key), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        StateRules.Range(partition, fromKey, toKey, atMost);
        return Read(reader => reader.Read(partition, fromKey, toKey, atMost, newestFirst), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        StateRules.Submit(partition, changes);
        if (changes.FirstOrDefault(change => change.Value?.Length > MaxValueBytes) is { } large)
        {
            throw new StateTooLargeException($"Row '{large.Key}'", large.Value!.Value.Length, MaxValueBytes);
        }

        return SendAsync(writer => writer.TryApply(partition, changes), cancellationToken);
    }

    /// <summary>Sets a mode of the writing connection, such as a bound on the file's size.</summary>
    /// <param name="sql">A PRAGMA statement.</param>
    internal Task SetAsync(string sql) => SendAsync(
        writer =>
        {
            writer.Run(sql);
            return true;
        },
        default);

    /// <summary>Writes what was handed in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _requests.Writer.TryComplete();
        await _writing;
        while (_readers.TryTake(out SqliteStateConnection? reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
    }

    private static StateUnavailableException Unavailable(string file, Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: NoDatabase } => new(
            file, "it is no SQLite database; a state file of TradingBase or a new file was expected.",
            failure),
        _ => new(file, failure.Message, failure),
    };

    private Task<T> Read<T>(Func<SqliteStateConnection, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        SqliteStateConnection? connection = null;
        try
        {
            connection = _readers.TryTake(out SqliteStateConnection? idle)
                ? idle
                : SqliteStateConnection.Open(File, create: false);
            T result = read(connection);
            _readers.Add(connection);
            return Task.FromResult(result);
        }
        catch (Exception failure)
        {
            // A connection that failed is not used again.
            connection?.Dispose();
            return Task.FromException<T>(failure is SqliteException ? Unavailable(File, failure) : failure);
        }
    }

    private Task<bool> SendAsync(Func<SqliteStateConnection, bool> apply, CancellationToken cancellationToken)
    {
        Request request = new(apply);
        ObjectDisposedException.ThrowIf(!_requests.Writer.TryWrite(request), this);
        return request.Done.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync()
    {
        List<Request> together = [];
        while (await _requests.Reader.WaitToReadAsync())
        {
            while (together.Count < MaxTogether && _requests.Reader.TryRead(out Request? request))
            {
                together.Add(request);
            }

            Commit(together);
            together.Clear();
        }
    }

    private void Commit(List<Request> together)
    {
        try
        {
            _writer.Run("BEGIN IMMEDIATE");
            foreach (Request request in together)
            {
                request.Result = request.Apply(_writer);
            }

            _writer.Run("COMMIT");
        }
        catch (Exception failure)
        {
            Fail(together, RollBack(failure));
            return;
        }

        foreach (Request request in together)
        {
            request.Done.TrySetResult(request.Result);
        }
    }

    private void Fail(List<Request> together, Exception reason)
    {
        if (together.Count > 1 && reason is not SqliteException { SqliteErrorCode: not (DiskFull or TooBig) })
        {
            // One may be too large for what is left of the disk; the others must not suffer for it.
            together.ForEach(request => Commit([request]));
            return;
        }

        Exception told = reason is SqliteException or AggregateException ? Unavailable(File, reason) : reason;
        together.ForEach(request => request.Done.TrySetException(told));
    }

    private Exception RollBack(Exception failure)
    {
        try
        {
            _writer.RollBack();
            return failure;
        }
        catch (SqliteException second)
        {
            return new AggregateException(failure, second);
        }
    }

    private sealed class Request(Func<SqliteStateConnection, bool> apply)
    {
        public Func<SqliteStateConnection, bool> Apply { get; } = apply;

        public TaskCompletionSource<bool> Done { get; } = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Result { get; set; }
    }
}
