using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Endurance;

/// <summary>Keeps the store small over the years: forgets what ended long ago and gives its room
/// back.</summary>
/// <remarks>It wakes by the engine's clock and works in small commits, between which steps have theirs. What
/// a crash interrupts it finds again in the store.</remarks>
internal sealed class Housekeeper : IDisposable
{
    /// <summary>How long after the start it wakes first.</summary>
    internal static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(5);

    /// <summary>How often it wakes.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly EngineCore _core;
    private readonly Purger _purger;
    private readonly TimeSpan? _retention;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _busy;

    /// <summary>Makes one that sleeps.</summary>
    /// <param name="core">Its store, its clock.</param>
    /// <param name="purger">Removes.</param>
    /// <param name="retention">How long ended instances are kept; null for ever.</param>
    /// <param name="logger">Hears what was done.</param>
    internal Housekeeper(EngineCore core, Purger purger, TimeSpan? retention, ILogger logger)
    {
        _core = core;
        _purger = purger;
        _retention = retention;
        _logger = logger;
        _timer = core.Clock.CreateTimer(
            _ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to wake.</summary>
    internal void Start() => _timer.Change(FirstRound, Interval);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private bool MayGoOn() => !_core.IsStopping;

    private void Wake()
    {
        if (MayGoOn() && Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _core.Idle.Enter();
            _ = CleanAsync();
        }
    }

    private async Task CleanAsync()
    {
        try
        {
            int purged = await ForgetAsync();
            long pages = await GiveBackAsync();
            if (purged > 0 || pages > 0)
            {
                _logger.Cleaned(purged, pages);
            }
        }
        catch (Exception over) when (over is ObjectDisposedException)
        {
            // The store is closed; the next start finds in it what was not done.
        }
        catch (Exception fault)
        {
            // The desk works on without it; the next round tries again.
            _logger.NotCleaned(fault);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
            _core.Idle.Leave();
        }
    }

    private async Task<int> ForgetAsync()
    {
        int begun = 0;
        if (_core.Store.Read(connection => Purging.Find(connection, null)) is not null)
        {
            (begun, _) = await _purger.PurgeAsync([], false, MayGoOn, CancellationToken.None);
        }

        if (_retention is not { } retention)
        {
            return begun;
        }

        EndedInstances old = new() { CompletedBefore = _core.Now - retention.Ticks };
        (int purged, _) = await _purger.PurgeAsync(old, recursive: false, MayGoOn, CancellationToken.None);
        return begun + purged;
    }

    private async Task<long> GiveBackAsync()
    {
        long free = _core.Store.Read(VacuumCommit.FreePages);
        long left = free;
        while (left >= VacuumCommit.Pages && MayGoOn())
        {
            VacuumCommit commit = new();
            await _core.Store.Writer.WriteAsync(commit);
            if (commit.Left >= left)
            {
                break;
            }

            left = commit.Left;
        }

        if (left < free)
        {
            // The file gets shorter when the log has been taken over into it.
            await _core.Store.Writer.ShortenLogAsync();
        }

        return free - left;
    }
}
