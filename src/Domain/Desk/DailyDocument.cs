using System.Globalization;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>One market's day, for readers; the names in JSON are a promise to them.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Date">The exchange's own date of the session.</param>
/// <param name="Open">When the session began, UTC.</param>
/// <param name="Close">When it ended, UTC: what is counted happened up to then.</param>
/// <param name="EarlyClose">Whether it ended before the usual hour.</param>
/// <param name="At">
/// When the books were read and valued, UTC; soon after the close, or at the next start.
/// </param>
/// <param name="Since">
/// When the market's report before this one read the books, UTC: money is told from then on. Null in the
/// first report, which begins at the account's opening.
/// </param>
/// <param name="CountedSince">Exclusive, UTC: what is counted happened after it.</param>
/// <param name="BaseCurrency">What every sum is in.</param>
/// <param name="Equity">The desk's, all markets.</param>
/// <param name="Result">What the market's instruments earned.</param>
/// <param name="Instruments">The same by instrument, ordered by symbol; what stood still is left out.</param>
/// <param name="Inference">What inference cost.</param>
/// <param name="Orders">What the market's orders did.</param>
/// <param name="LargestExposures">The desk's largest positions, largest first, at most 10.</param>
/// <param name="Marks">How old the prices are that the market's positions are valued with.</param>
/// <param name="State">What the desk may do.</param>
/// <param name="Holds">
/// Why it may not do everything; holds of the day that were lifted are among the alerts.
/// </param>
/// <param name="Alerts">The day's alerts, oldest first, the first 100.</param>
/// <param name="AlertCount">How many there were.</param>
/// <param name="Unvalued">Currencies without a known rate: their amounts are in no sum.</param>
/// <param name="Totals">What the next report starts from.</param>
public sealed record DailyDocument(
    string Market, DateOnly Date, DateTimeOffset Open, DateTimeOffset Close, bool EarlyClose,
    DateTimeOffset At, DateTimeOffset? Since, DateTimeOffset CountedSince, string BaseCurrency,
    DailyEquity Equity, DailyResult Result, IReadOnlyList<DailyInstrument> Instruments,
    DailyInference Inference, DailyOrders Orders, IReadOnlyList<DailyExposure> LargestExposures,
    IReadOnlyList<DailyMark> Marks, TradingState State, IReadOnlyList<StateHold> Holds,
    IReadOnlyList<Alert> Alerts, int AlertCount, IReadOnlyList<string> Unvalued, DailyTotals Totals)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "daily-report";

    /// <summary>Kind of the record that finds a market's reports in their order.</summary>
    public const string IndexKind = "daily-report-of";

    /// <summary>Names the record of a session's report: ids sort by the sessions' close.</summary>
    /// <returns>Such as <c>20171229T210000Z-us-equities</c>.</returns>
    public static string IdOf(ClosedSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return $"{TimedIds.Second(session.Session.Close)}-{session.Market}";
    }

    /// <summary>Names the record of a report.</summary>
    public static string IdOf(DailyDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return $"{TimedIds.Second(report.Close)}-{report.Market}";
    }

    /// <summary>Names the record that finds a report by its market.</summary>
    internal static string IndexIdOf(ClosedSession session) =>
        $"{session.Market}:{TimedIds.Second(session.Session.Close)}";

    /// <summary>Names the orchestration that makes a report, and its line in the journal.</summary>
    /// <returns>Such as <c>daily-us-equities-20171229</c>.</returns>
    public static string InstanceIdOf(string market, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"daily-{market}-{date:yyyyMMdd}");
}
