using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// Every night: seals the journal's last month once it is some days over, and removes what is kept no longer.
/// </summary>
/// <param name="sealer">Seals and removes.</param>
/// <param name="options">How long lines are kept.</param>
/// <param name="time">The wall clock.</param>
/// <param name="logger">Says what was done.</param>
/// <remarks>A night that was missed or ended half-way is made up by the next one.</remarks>
public sealed partial class OnMonthEnded(
    JournalSealer sealer, JournalOptions options, TimeProvider time, ILogger<OnMonthEnded> logger)
{
    // Orders of the month's last day may still be settled after its end.
    private static readonly TimeSpan Grace = TimeSpan.FromDays(3);

    /// <summary>Seals the month that ended last, and removes the months that are kept no longer.</summary>
    /// <param name="timer">The tick.</param>
    /// <param name="cancellationToken">Abandons the work.</param>
    [Function(nameof(OnMonthEnded))]
    public async Task RunAsync(
        [TimerTrigger("0 17 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        string ended = Month((now - Grace).AddMonths(-1));
        IReadOnlyList<JournalSeal> seals = await sealer.ReadAsync(cancellationToken);
        if (seals.Count == 0 || string.CompareOrdinal(seals[^1].Month, ended) < 0)
        {
            JournalSeal made = await sealer.SealAsync(ended, now, cancellationToken);
            LogSealed(made.Month, made.Lines, timer.IsPastDue);
        }

        if (options.RetentionMonths is not { } kept)
        {
            return;
        }

        string first = Month(now.AddMonths(-kept));
        foreach (JournalSeal old in seals.Where(seal => string.CompareOrdinal(seal.Month, first) < 0))
        {
            if (await sealer.PruneAsync(old.Month, cancellationToken) is > 0 and long removed)
            {
                LogPruned(old.Month, removed);
            }
        }
    }

    private static string Month(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "Month {Month} is sealed: {Lines} lines (past due: {PastDue}).")]
    private partial void LogSealed(string month, long lines, bool pastDue);

    [LoggerMessage(LogLevel.Information, "{Lines} lines of month {Month} were removed.")]
    private partial void LogPruned(string month, long lines);
}
