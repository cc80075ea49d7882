using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Endurance;

/// <summary>Begins the activities again that a process was at when it did not end in order.</summary>
/// <param name="core">Runs them.</param>
/// <param name="limit">How many at once; at least 1.</param>
/// <remarks>
/// One of them may have ended that process. Each is marked in the store before it begins. Those that have
/// been tried once run side by side; the others after them and one at a time, those with fewer attempts
/// first, so that a culprit dies alone and its neighbours get done. An orchestration's step that is less
/// suspect goes before them.
/// </remarks>
internal sealed class RepeatedActivities(EngineCore core, int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<ActivityWork> _second = new();
    private readonly PriorityQueue<ActivityWork, (int Attempt, int Order)> _later = new();
    private int _running;
    private int _runningAttempt;
    private int _order;

    /// <summary>Takes an activity; it begins with <see cref="Next"/>.</summary>
    /// <param name="work">With the number of the attempt that it is going to be.</param>
    internal void Add(ActivityWork work)
    {
        core.Idle.Enter();
        core.Recovering.Enter();
        work.Instance.CountActivity(1);
        lock (_gate)
        {
            if (work.Attempt <= 2)
            {
                _second.Enqueue(work);
            }
            else
            {
                _later.Enqueue(work, (work.Attempt, _order++));
            }
        }
    }

    /// <summary>Begins what may begin now.</summary>
    internal void Next()
    {
        List<ActivityWork> begun = [];
        lock (_gate)
        {
            while (_running < limit && _second.Count > 0 && !core.Careful.GoesBefore(2))
            {
                begun.Add(_second.Dequeue());
                _running++;
                _runningAttempt = 2;
            }

            if (_running == 0 && _later.TryPeek(out ActivityWork? alone, out _)
                && !core.Careful.GoesBefore(alone.Attempt))
            {
                begun.Add(_later.Dequeue());
                _running++;
                _runningAttempt = alone.Attempt;
            }
        }

        if (begun.Count > 0)
        {
            Mark(begun);
        }
    }

    /// <summary>Keeps an activity's end and hands it to its caller.</summary>
    /// <param name="work">The activity.</param>
    /// <param name="end">Its end; null when the engine's stop interrupted it.</param>
    internal async Task EndAsync(ActivityWork work, HistoryEvent? end)
    {
        try
        {
            for (HistoryEvent? kept = end; kept is not null;)
            {
                kept = await TryKeepAsync(work, kept);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // The engine stops, and the next start finds the mark; nothing more begins here.
            return;
        }
        finally
        {
            work.Instance.CountActivity(-1);
            core.Recovering.Leave();
            core.Idle.Leave();
        }

        if (end is not null)
        {
            lock (_gate)
            {
                _running--;
            }

            Next();
            core.Careful.Next();
        }
    }

    /// <summary>Whether one waits or runs that goes before a step of that attempt.</summary>
    internal bool GoBefore(int attempt)
    {
        lock (_gate)
        {
            return (_running > 0 && _runningAttempt <= attempt)
                || _second.Count > 0
                || (_later.TryPeek(out ActivityWork? next, out _) && next.Attempt <= attempt);
        }
    }

    // What is to be kept instead, or once more; null when it is kept.
    private async Task<HistoryEvent?> TryKeepAsync(ActivityWork work, HistoryEvent end)
    {
        try
        {
            Message message = new(end, work.Generation, core.Table.NextSeq());
            RepeatedEndCommit commit = new(work, message, core.Table);
            await core.Store.Writer.WriteAsync(commit);
            core.Post(work.Instance, commit.Kept);
            return null;
        }
        catch (StoreUnavailableException)
        {
            // Nothing was kept; the store may be back later.
            await core.PauseAsync();
            return end;
        }
        catch (InvalidOperationException refused) when (refused is not ObjectDisposedException)
        {
            // The store would never take it; its caller must not wait for ever.
            return new()
            {
                Kind = EventKind.TaskFailed,
                Id = end.Id,
                Payload = Failure.Of(refused, null).Encode(),
            };
        }
    }

    private void Mark(List<ActivityWork> begun)
    {
        long now = core.Now;
        core.Send(new MarkCommit(
            [.. begun.Select(work => new AttemptMark(
                work.Instance.Key, work.Generation, work.Call.Id, work.Attempt, now))],
            () => begun.ForEach(core.Repeat),
            _ => core.Later(() => Mark(begun))));
    }
}
