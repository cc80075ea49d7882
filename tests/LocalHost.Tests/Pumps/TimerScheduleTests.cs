using System.Globalization;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 * * * * *", "2026-01-05T14:29:30Z", "2026-01-05T14:30:00Z")]
    [InlineData("0 * * * * *", "2026-01-05T14:30:00Z", "2026-01-05T14:31:00Z")]
    [InlineData("*/15 * * * * *", "2026-01-05T14:29:30Z", "2026-01-05T14:29:45Z")]
    [InlineData("0 30 21 * * 1-5", "2026-01-09T21:30:00Z", "2026-01-12T21:30:00Z")]
    [InlineData("0 0 2 29 2 *", "2026-01-05T00:00:00Z", "2028-02-29T02:00:00Z")]
    [InlineData("*/5 * * * *", "2026-01-05T14:29:30Z", "2026-01-05T14:30:00Z")]
    [InlineData("00:01:30", "2026-01-05T14:29:30Z", "2026-01-05T14:31:00Z")]
    public void Next_AfterAMoment_IsTheFirstOccurrenceBeyondIt(string text, string after, string expected)
    {
        DateTime next = TimerSchedule.Parse(text).Next(Utc(after));

        Assert.Equal(Utc(expected), next);
        Assert.Equal(DateTimeKind.Utc, next.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("every minute")]
    [InlineData("0 60 * * * *")]
    [InlineData("* * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    public void Parse_NoSchedule_IsRefusedWithItsText(string text)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => TimerSchedule.Parse(text));

        Assert.Contains($"'{text}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 * * * * *", false)]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void IsSubMinute_Period_IsBelowAMinuteOrNot(string text, bool expected) =>
        Assert.Equal(expected, TimerSchedule.Parse(text).IsSubMinute(Utc("2026-01-05T14:29:30Z")));

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
