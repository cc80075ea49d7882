using System.Globalization;
using NCrontab;

namespace TradingBase.LocalHost.Pumps;

/// <summary>When a timer fires: a cron expression of six fields (five: no seconds), or a constant
/// period.</summary>
/// <remarks>Everything is UTC.</remarks>
internal sealed class TimerSchedule
{
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(string text, Func<DateTime, DateTime> next)
    {
        Text = text;
        _next = next;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Such as <c>0 */5 * * * *</c> or <c>00:01:00</c>.</param>
    /// <exception cref="FormatException">It is neither a cron expression nor a positive time
    /// span.</exception>
    public static TimerSchedule Parse(string text)
    {
        int fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 }) is { } cron)
        {
            return new(text, cron.GetNextOccurrence);
        }

        bool isSpan = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan period);
        return isSpan && period > TimeSpan.Zero
            ? new(text, after => after + period)
            : throw new FormatException(
                $"'{text}' is no schedule: cron's six fields or a time span such as 00:01:00 are.");
    }

    /// <summary>The first moment after another.</summary>
    /// <param name="after">UTC.</param>
    /// <returns>UTC; the largest moment there is when the schedule never comes again.</returns>
    public DateTime Next(DateTime after) => DateTime.SpecifyKind(_next(after), DateTimeKind.Utc);

    /// <summary>Whether two occurrences lie less than a minute apart, too close to keep each on the
    /// disk.</summary>
    /// <param name="now">UTC; where to look.</param>
    public bool IsSubMinute(DateTime now)
    {
        DateTime first = Next(now);
        return Next(first) - first < TimeSpan.FromMinutes(1);
    }
}
