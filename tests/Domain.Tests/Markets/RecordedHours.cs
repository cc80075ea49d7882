using System.Globalization;
using System.Text.Json;
using TradingBase.Testing;

namespace TradingBase.Markets.Tests;

/// <summary>The hours that the calendar file beside the checkout gives for one market.</summary>
internal sealed class RecordedHours
{
    private RecordedHours(JsonElement entry)
    {
        Holidays = [.. entry.GetProperty("holidays").EnumerateArray().Select(day => Date(day.GetString()!))];
        EarlyCloses = entry.TryGetProperty("earlyCloses", out JsonElement early)
            ? early.EnumerateObject().ToDictionary(day => Date(day.Name), day => Time(day.Value.GetString()!))
            : [];
        LateOpens = entry.TryGetProperty("lateOpens", out JsonElement late)
            ? [.. late.EnumerateObject().Select(day => Date(day.Name))]
            : [];
        Week = Enum.GetValues<DayOfWeek>().ToDictionary(
            day => day,
            day => entry.GetProperty(day.ToString().ToLowerInvariant()).EnumerateArray()
                .Where(span => Text(span, "state") == "market")
                .Select(span => (Time(Text(span, "start")), Time(Text(span, "end"))))
                .ToArray());
    }

    public HashSet<DateOnly> Holidays { get; }

    public IReadOnlyDictionary<DateOnly, TimeSpan> EarlyCloses { get; }

    public HashSet<DateOnly> LateOpens { get; }

    /// <summary>Spans of trading by the exchange's wall clock, since midnight.</summary>
    public IReadOnlyDictionary<DayOfWeek, (TimeSpan Start, TimeSpan End)[]> Week { get; }

    /// <summary>Reads an entry, or skips the test.</summary>
    public static RecordedHours Of(string entry)
    {
        Skip.If(SharedData.Market is null, SharedData.Absent);
        string path = Path.Combine(SharedData.Market!, "calendars", "market_hours_subset.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new(document.RootElement.GetProperty(entry));
    }

    private static string Text(JsonElement span, string name) => span.GetProperty(name).GetString()!;

    private static DateOnly Date(string text) =>
        DateOnly.ParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture);

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
