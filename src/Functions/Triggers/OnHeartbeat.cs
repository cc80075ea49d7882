using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TradingBase.Desk;

namespace TradingBase.Functions.Triggers;

/// <summary>Every minute: gives the desk's sign of life, and looks for what fell silent.</summary>
/// <param name="hold">Holds a desk whose host has just started.</param>
/// <param name="watch">Looks.</param>
/// <param name="time">The wall clock.</param>
/// <param name="logger">Says that the desk is back after a silence.</param>
/// <remarks>It stops with the desk; the next start finds the gap and raises an alert.</remarks>
public sealed partial class OnHeartbeat(
    StartHold hold, DeskWatch watch, TimeProvider time, ILogger<OnHeartbeat> logger)
{
    /// <summary>Gives one sign of life.</summary>
    /// <param name="timer">The tick.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    [Function(nameof(OnHeartbeat))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await hold.EnsureAsync(now, cancellationToken);
        bool gap = await watch.BeatAsync(
            $"{Environment.MachineName}-{Environment.ProcessId}", now, cancellationToken);
        if (gap)
        {
            LogBack(timer.IsPastDue);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The desk gives its first sign of life after a gap (past due: {PastDue}).")]
    private partial void LogBack(bool pastDue);
}
