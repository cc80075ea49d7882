using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <content>Activities: begun by a commit, and answered with a message.</content>
internal sealed partial class EngineCore
{
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
                Post(work.Instance, new(end, work.Generation));
            }
        }
        catch (StoreUnavailableException)
        {
            // The store's trouble is not the activity's either: it has not begun, and begins later.
            _ = BeginLaterAsync(work);
        }
        finally
        {
            work.Instance.CountActivity(-1);
            Idle.Leave();
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
