using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Orchestrations;

/// <summary>One market's day, told once.</summary>
public static class DailyReport
{
    /// <summary>Fixes the moment at which the books are read, and reports.</summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="request">Which day.</param>
    /// <returns>The report in short.</returns>
    /// <exception cref="TaskFailedException">The report could not be made.</exception>
    [Function(nameof(DailyReport))]
    public static Task<DaySummary> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, DayRequest request) =>
        context.CallAsync(ReportDay.Stage, new(request.Market, request.Date, context.Now()));
}
