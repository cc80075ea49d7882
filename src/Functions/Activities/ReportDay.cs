using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Makes the report of a market's day.</summary>
/// <param name="reporter">Does it.</param>
/// <remarks>The first report of a day stands: a second run gives it again and changes nothing.</remarks>
public sealed class ReportDay(DailyReporter reporter)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<DayReading, DaySummary> Stage = new(nameof(ReportDay), Retries.Store);

    /// <summary>Reports one day.</summary>
    /// <param name="input">Which day, and when the books are read.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The report that stands, in short.</returns>
    [Function(nameof(ReportDay))]
    public async Task<DaySummary> RunAsync(
        [ActivityTrigger] DayReading input, CancellationToken cancellationToken)
    {
        DailyDocument report = await reporter.ReportAsync(
            input.Market, input.Date, input.AtUtc, cancellationToken);
        return new(report.Market, report.Date, report.At, report.Equity.End, report.Result.Total);
    }
}
