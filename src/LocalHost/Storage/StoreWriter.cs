using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace TradingBase.LocalHost.Storage;

/// <summary>The store's only writer: one thread that commits everything that is ready at once.</summary>
/// <remarks>
/// A commit costs one fsync however many commands it carries, so under load the cost of the disk is shared.
/// Commands are executed in the order of their sending, and their callers hear of them in that order.
/// </remarks>
internal sealed class StoreWriter : IDisposable
{
    private readonly StoreConnection _connection;
    private readonly LogBound _log;
    private readonly LogSeal _seal;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly Thread? _thread;
    private List<StoreCommand> _ready = [];
    private bool _waiting;
    private bool _stopped;

    /// <summary>Starts the thread.</summary>
    /// <param name="connection">A writable connection, now the writer's own.</param>
    /// <param name="log">Looked after between commits.</param>
    /// <param name="logger">Hears of failed commits.</param>
    /// <param name="driven">Whether there is no thread: whoever opened the store calls <see
    /// cref="Commit"/>.</param>
    public StoreWriter(StoreConnection connection, LogBound log, ILogger logger, bool driven = false)
    {
        _connection = connection;
        _log = log;
        _seal = new(connection);
        _logger = logger;
        _thread = driven ? null : new(Run) { IsBackground = true, Name = "store writer" };
        _thread?.Start();
    }

    /// <summary>How many transactions were committed, each with one fsync.</summary>
    public long Commits { get; private set; }

    /// <summary>How many commands those transactions carried.</summary>
    public long Commands { get; private set; }

    /// <summary>Is told of each commit; null for nobody.</summary>
    internal ICommitWatch? Watch { get; set; }

    /// <summary>How many commands wait for their commit.</summary>
    internal int Ready
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>Hands in a command; its own methods tell what became of it.</summary>
    /// <param name="command">Not used by the caller until it was told.</param>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public void Send(StoreCommand command)
    {
        bool wake;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _ready.Add(command);
            wake = _waiting;
            _waiting = false;
        }

        if (wake)
        {
            _signal.Set();
        }
    }

    /// <summary>Hands in a command and waits until it is on the disk.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was kept; it may be sent again.</exception>
    public Task WriteAsync(AwaitedStoreCommand command)
    {
        Send(command);
        return command.Done;
    }

    /// <summary>Has SQLite's log taken over into the store and emptied, if nobody reads just then.</summary>
    internal async Task ShortenLogAsync()
    {
        _log.ShortenSoon();

        // The log is seen to after a commit: when the second one comes, that has been done.
        await WriteAsync(new NothingToWrite());
        await WriteAsync(new NothingToWrite());
    }

    /// <summary>Commits what was handed in, then stops the thread and closes the connection.</summary>
    public void Dispose() => Stop(keep: true);

    /// <summary>Commits the oldest of what was handed in together; for a writer without a thread.</summary>
    /// <param name="atMost">How many commands; at least 1.</param>
    internal void Commit(int atMost)
    {
        List<StoreCommand> batch;
        lock (_gate)
        {
            int count = Math.Min(atMost, _ready.Count);
            batch = _ready.GetRange(0, count);
            _ready.RemoveRange(0, count);
        }

        if (batch.Count > 0)
        {
            CommitTogether(batch);
        }
    }

    /// <summary>Stops as a killed process does: what was not committed is lost, and nobody is told.</summary>
    internal void Abandon() => Stop(keep: false);

    private void Stop(bool keep)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            if (!keep)
            {
                _ready.Clear();
            }
        }

        _signal.Set();
        _thread?.Join();
        Commit(int.MaxValue);
        _signal.Dispose();
        if (keep && _seal.TryClose() is { } open)
        {
            _logger.LogError(open, "The next start may find a commit kept whose failure was reported");
        }

        _connection.Dispose();
    }

    private void Run()
    {
        List<StoreCommand> batch = [];
        while (TakeReady(ref batch))
        {
            if (batch.Count == 0)
            {
                _signal.WaitOne();
                continue;
            }

            CommitTogether(batch);
            batch.Clear();
        }
    }

    private bool TakeReady(ref List<StoreCommand> batch)
    {
        lock (_gate)
        {
            (_ready, batch) = (batch, _ready);
            _waiting = batch.Count == 0;
            return batch.Count > 0 || !_stopped;
        }
    }

    private void CommitTogether(List<StoreCommand> batch)
    {
        ICommitWatch? watch = Watch is { IsOn: true } listening ? listening : null;
        long begun = watch is null ? 0 : Stopwatch.GetTimestamp();
        if (Try(batch) is not { } fault)
        {
            Commits++;
            Commands += batch.Count;
            TimeSpan taken = watch is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(begun);
            Tell(batch, command => command.Committed());
            Show(watch, batch.Count, taken);
            _log.Look();
        }
        else if (fault is StoreUnavailableException || batch.Count == 1)
        {
            _logger.LogError(fault, "A commit of {Commands} commands failed and was rolled back",
                batch.Count);
            Tell(batch, command => command.Failed(fault));
        }
        else
        {
            // One command is at fault; the others must not suffer for it.
            foreach (StoreCommand command in batch)
            {
                CommitTogether([command]);
            }
        }
    }

    private void Show(ICommitWatch? watch, int commands, TimeSpan taken)
    {
        try
        {
            watch?.Committed(commands, taken);
        }
        catch (Exception fault)
        {
            // Whoever looks on may throw; the thread serves the whole process.
            _logger.LogError(fault, "A listener to the store's commits threw");
        }
    }

    private Exception? Try(List<StoreCommand> batch)
    {
        bool committing = false;
        try
        {
            RollBack();
            _connection.Statement("BEGIN IMMEDIATE").Run();
            foreach (StoreCommand command in batch)
            {
                command.Execute(_connection);
            }

            committing = true;
            _connection.Statement("COMMIT").Run();
            _seal.Close();
            return null;
        }
        catch (Exception fault)
        {
            try
            {
                RollBack();
            }
            catch (StoreUnavailableException second)
            {
                // Done before the next commit then; the thread must live: the whole process writes by it.
                _logger.LogError(second, "A failed commit could not be rolled back yet");
            }

            return committing ? _seal.After(fault) : fault;
        }
    }

    // SQLite rolls some failures back by itself.
    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Database) == 0)
        {
            _connection.Run("ROLLBACK");
        }
    }

    private void Tell(List<StoreCommand> batch, Action<StoreCommand> tell)
    {
        foreach (StoreCommand command in batch)
        {
            try
            {
                tell(command);
            }
            catch (Exception fault)
            {
                // The others' callers wait too, and the thread serves the whole process.
                _logger.LogCritical(fault, "{Command} threw when it was told of its commit",
                    command.GetType().Name);
            }
        }
    }
}
