using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TradingBase.Execution;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// At the start and every minute: compares every venue in use with the books, and open orders with their
/// lifecycles.
/// </summary>
/// <param name="brokers">Knows which are in use.</param>
/// <param name="keeper">Begins the lifecycles anew that ended before their orders did.</param>
/// <param name="logger">Says when a run takes longer than a minute.</param>
public sealed partial class OnReconcileClock(
    BrokerDesk brokers, OrderKeeper keeper, ILogger<OnReconcileClock> logger)
{
    /// <summary>Starts a run; skipped while one is under way.</summary>
    /// <param name="timer">The tick.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    [Function(nameof(OnReconcileClock))]
    public async Task RunAsync(
        [TimerTrigger("30 * * * * *", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        bool started = await client.TryStartReconciliationAsync(
            brokers, nameof(OnReconcileClock), cancellationToken);
        if (!started)
        {
            LogSkipped(timer.IsPastDue);
        }

        await keeper.RunAsync(client, cancellationToken);
    }

    [LoggerMessage(LogLevel.Debug, "A reconciliation runs; this tick is skipped (past due: {PastDue}).")]
    private partial void LogSkipped(bool pastDue);
}
