using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;

namespace TradingBase.Functions;

/// <summary>Starts the report of a market's day once.</summary>
public static class ReportStarter
{
    // What failed is tried again, but not each minute.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(15);

    private static readonly OrchestrationRuntimeStatus[] UnderWay =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Starts it, unless it is under way or failed a moment ago.</summary>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="request">Which day; there is no report of it yet.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <returns>Whether this call started it.</returns>
    public static async Task<bool> TryStartReportAsync(
        this DurableTaskClient client, DayRequest request, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        string id = DailyDocument.InstanceIdOf(request.Market, request.Date);
        OrchestrationMetadata? last = await client.GetInstanceAsync(id, cancellationToken);
        if (last is { IsCompleted: false } || (last is not null && now - last.LastUpdatedAt < AfterFailure))
        {
            return false;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(DailyReport), request,
                new StartOrchestrationOptions(id).WithDedupeStatuses(UnderWay), cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another host's tick was faster.
            return false;
        }
    }
}
