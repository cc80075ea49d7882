using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>Every minute: starts the report of each market whose session closed since its last one.</summary>
/// <param name="reporter">Asks the calendars and knows what was reported.</param>
/// <param name="time">The wall clock.</param>
/// <param name="logger">Says what was started.</param>
/// <remarks>
/// Calendars decide, not the timer: a host that was away makes up the last session of each market.
/// </remarks>
public sealed partial class OnSessionClose(
    DailyReporter reporter, TimeProvider time, ILogger<OnSessionClose> logger)
{
    /// <summary>Starts what is due.</summary>
    /// <param name="timer">The tick.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    [Function(nameof(OnSessionClose))]
    public async Task RunAsync(
        [TimerTrigger("15 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (ClosedSession session in await reporter.FindDueAsync(now, cancellationToken))
        {
            DayRequest request = new(session.Market, session.Session.Date, nameof(OnSessionClose));
            if (await client.TryStartReportAsync(request, now, cancellationToken))
            {
                LogStarted(request.Market, request.Date, timer.IsPastDue);
            }
        }
    }

    [LoggerMessage(
        LogLevel.Information, "The report of {Market} on {Date} is started (past due: {PastDue}).")]
    private partial void LogStarted(string market, DateOnly date, bool pastDue);
}
