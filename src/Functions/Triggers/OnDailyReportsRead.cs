using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Markets;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// GET /api/reports/daily: the report of a market's day (<c>?market=us-equities&amp;date=2026-01-05</c>), or
/// all reports in short, newest close first, by pages (<c>?before=ID&amp;take=50</c>).
/// </summary>
/// <param name="reporter">Finds one.</param>
/// <param name="records">Has them all.</param>
public sealed class OnDailyReportsRead(DailyReporter reporter, IRecordStore records)
{
    /// <summary>Answers one report or lists them.</summary>
    /// <param name="request">Its query says which.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// 200 with the report or the list; 400 for half a question or a date that is none; 404 for a market that
    /// there is not, or a day without a report.
    /// </returns>
    [Function(nameof(OnDailyReportsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/daily")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string? market = request.Query["market"], date = request.Query["date"];
        if (market is null && date is null)
        {
            return await ListAsync(request, cancellationToken);
        }

        if (string.IsNullOrEmpty(market) || !DateOnly.TryParseExact(
            date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return Problems.Wrong("?market and ?date (such as 2026-01-05) name one report together.");
        }

        try
        {
            return await reporter.FindAsync(market, day, cancellationToken) is { } report
                ? Answers.Json(report)
                : Problems.Unknown($"There is no report of {market} on {date}.");
        }
        catch (UnknownMarketException unknown)
        {
            return Problems.Unknown(unknown.Message);
        }
    }

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        string? before = request.Query["before"];
        int take = Answers.Take(request);
        IReadOnlyList<DailyDocument> reports = await records.ListAsync<DailyDocument>(
            DailyDocument.Kind, before, take, cancellationToken);
        return Answers.Json(new
        {
            Reports = reports.Select(report => new
            {
                report.Market, report.Date, report.Close, report.At, report.Equity, report.Result,
                report.Inference, report.Orders, report.State, report.AlertCount,
            }),
            Next = reports.Count < take ? null : DailyDocument.IdOf(reports[^1]),
        });
    }
}
