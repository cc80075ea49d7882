using System.Collections.Concurrent;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Rewinding;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <content>Activities: begun by a commit, and answered with a message.</content>
internal sealed partial class EngineCore
{
    // Of failed instances some of whose activities are still under way, by the instance's number.
    private readonly ConcurrentDictionary<long, Heritage> _heritages = new();

    /// <summary>What a failed instance has under way; null when that is nothing.</summary>
    internal Heritage? TakeHeritage(long key) =>
        _heritages.TryRemove(key, out Heritage? heritage) ? heritage : null;

    /// <summary>Runs an activity as soon as a worker is free.</summary>
    internal void RunActivity(ActivityWork work)
    {
        Idle.Enter();
        work.Instance.CountActivity(1);
        _activities.Add(work);
    }

    private async ValueTask RunActivityAsync(ActivityWork work)
    {
        try
        {
            HistoryEvent? end = await _runner.RunAsync(work);
            if (work.IsMarked)
            {
                // Not waited for: a stop need not, since what the store has is delivered at the next start.
                _ = Repeats.EndAsync(work, end);
            }
            else if (end is not null)
            {
                Deliver(work, end);
            }
        }
        catch (StoreUnavailableException)
        {
            // The store's trouble is not the activity's either: it has not begun, and begins later.
            _ = BeginLaterAsync(work);
        }
        finally
        {
            ActivityOver(work.Instance);
            Idle.Leave();
        }
    }

    // To the instance, or to whoever goes on in its place after its failure.
    private void Deliver(ActivityWork work, HistoryEvent end)
    {
        (Instance instance, HistoryEvent told) = (work.Instance, end);
        while (!Post(instance, new(told, work.Generation)))
        {
            if (instance.Heritage?.Take(told, work.Generation) is not (Instance heir, HistoryEvent now))
            {
                return;
            }

            (instance, told) = (heir, now);
            ActivityOver(heir);
        }
    }

    private void ActivityOver(Instance instance)
    {
        if (instance.CountActivity(-1) == 0 && instance.Heritage is { } heritage)
        {
            // Nothing is under way any more: what was kept for a rewind is not kept for ever.
            _heritages.TryRemove(new(instance.Key, heritage));
        }
    }

    private async Task BeginLaterAsync(ActivityWork work)
    {
        try
        {
            await PauseAsync();
            RunActivity(work);
        }
        catch (OperationCanceledException)
        {
            // The engine stops; the next one finds the activity in the history.
        }
    }
}
