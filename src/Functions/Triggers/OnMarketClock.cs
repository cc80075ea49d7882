using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// Every minute: starts one cycle over the markets that are due; calendars decide, not the timer.
/// </summary>
/// <param name="hold">Holds a desk whose host has just started.</param>
/// <param name="due">Asks the calendars.</param>
/// <param name="beats">Notes that the clock ticks.</param>
/// <param name="time">The wall clock.</param>
/// <param name="logger">Says what was started.</param>
public sealed partial class OnMarketClock(
    StartHold hold, DueMarkets due, HeartbeatBook beats, TimeProvider time, ILogger<OnMarketClock> logger)
{
    /// <summary>Starts the minute's cycle.</summary>
    /// <param name="timer">The tick.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    [Function(nameof(OnMarketClock))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await hold.EnsureAsync(now, cancellationToken);
        DateTimeOffset minute = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        List<string> markets = [];
        foreach (string market in due.At(minute))
        {
            if (await due.IsFreshAsync(market, minute, cancellationToken))
            {
                markets.Add(market);
            }
            else
            {
                LogStale(market);
            }
        }

        if (markets.Count > 0)
        {
            // The id comes from the minute, so a tick that fires twice starts one cycle.
            CycleRequest request = new(CycleIds.ForTick(minute), markets, null, nameof(OnMarketClock));
            await client.StartAsync(request, cancellationToken);
            LogStarted(request.CycleId, string.Join(", ", markets), timer.IsPastDue);
        }

        // Last: a clock that cannot start cycles must not look like one that ticks.
        await beats.TickAsync(minute, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Market {Market} is due, but every price known is too old to trade on.")]
    private partial void LogStale(string market);

    [LoggerMessage(LogLevel.Information, "Cycle {CycleId} over {Markets} is started (past due: {PastDue}).")]
    private partial void LogStarted(string cycleId, string markets, bool pastDue);
}
