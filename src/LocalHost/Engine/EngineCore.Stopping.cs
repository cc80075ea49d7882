using Microsoft.Extensions.Logging;

namespace TradingBase.LocalHost.Engine;

/// <content>The engine's end.</content>
internal sealed partial class EngineCore
{
    /// <summary>Begins nothing more and waits for what has been begun.</summary>
    internal async Task StopAsync(TimeSpan patience)
    {
        // What activities give back in time is kept, so that only those that do not end run again.
        Task begun = FinishAsync(_activities.StopAsync());
        await _scheduler.CancelAsync(_stopping);
        try
        {
            // The wall's clock, not the orchestrations': a test's clock stands still while the host stops.
            await begun.WaitAsync(patience, _scheduler.Wall);
        }
        catch (TimeoutException)
        {
            _logger.LogWarning("Activities did not end within {Patience}; they run again", patience);
        }

        // Whoever still waits would wait for ever.
        Stopped = true;
        _ = _steps.StopAsync();
        foreach (Instance instance in Table.All)
        {
            Close(instance);
            instance.TryForget();
        }

        Table.StopWaiting(Over());
    }

    /// <summary>What a caller is told who comes after the stop.</summary>
    internal static ObjectDisposedException Over() =>
        new(nameof(LocalEngine), "The engine has stopped; the call may be made again at its next start.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Wheel.Dispose();
        _stopping.Dispose();
    }

    private async Task FinishAsync(Task activities)
    {
        Wheel.Stop();
        await activities;

        // A store that was closed before tells nobody what became of a step.
        if (!Store.IsClosed)
        {
            await _stepping.WhenIdleAsync();
        }
    }
}
