using Microsoft.DurableTask.Client;
using Spectre.Console;
using TradingBase.LocalHost.Commands.Instances;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>What <c>instances</c> shows in a window of the usual 80 columns, and in a wide one.</summary>
public sealed class InstanceTablesTests
{
    private const string Id = "cycle-20260105T210500Z-71cc0c3e:us-equities";
    private const string Parent = "cycle-20260105T210500Z-71cc0c3e";

    private static readonly DateTimeOffset _created = new(2026, 1, 5, 21, 5, 0, 241, TimeSpan.Zero);

    [Theory]
    [InlineData(80)]
    [InlineData(150)]
    public void List_InAWindow_KeepsEachWordWholeAndFits(int width)
    {
        InstancePage page = new([Make(OrchestrationRuntimeStatus.Completed)], "7");

        string text = Draw(width, console => InstanceList.Show(console, page));

        AssertShows(text, width, Id, "MarketReview", "completed", "2026-01-05 21:05:00.241", "292 ms", Parent);
        Assert.Contains("--token 7", text, StringComparison.Ordinal);
        Assert.Equal(width > 100, text.Contains('│', StringComparison.Ordinal));
    }

    [Fact]
    public void List_OfNone_SaysSo() => Assert.Equal(
        "No instances.", Draw(80, console => InstanceList.Show(console, new([], null))).Trim());

    [Theory]
    [InlineData(80)]
    [InlineData(150)]
    public void Show_InAWindow_KeepsEachWordWholeAndFits(int width)
    {
        InstanceStory story = Tell(
            OrchestrationRuntimeStatus.Completed,
            At(0, new() { Number = 1, Kind = EventKind.Started }),
            At(8, new() { Number = 2, Kind = EventKind.TaskScheduled, Id = 1, Name = "ConsultAnalyst" }),
            At(172, new() { Number = 3, Kind = EventKind.TaskCompleted, Id = 1, Payload = new(438, null) }));

        string text = Draw(width, console => InstancePrinter.Show(console, story));

        AssertShows(
            text, width, "21:05:00", "activity", "ConsultAnalyst #1", "+8.0 ms", "164 ms", "438 bytes", "━━━");
    }

    [Fact]
    public void Show_ATerminatedInstance_SaysItOnceInTheTimeLine()
    {
        InstanceStory story = Tell(
            OrchestrationRuntimeStatus.Terminated, At(292, new() { Number = 1, Kind = EventKind.Terminated }));

        IReadOnlyList<TimeLineRow> rows = TimeLine.Of(story.Instance, story.History.Events);

        Assert.Equal(["created", "terminated"], rows.Select(row => row.What));
    }

    private static InstanceDocument Make(OrchestrationRuntimeStatus status) => new()
    {
        Id = Id,
        Name = "MarketReview",
        Status = status,
        CreatedAt = _created,
        UpdatedAt = _created.AddMilliseconds(292),
        CompletedAt = _created.AddMilliseconds(292),
        Parent = Parent,
    };

    private static InstanceStory Tell(OrchestrationRuntimeStatus status, params HistoryEntry[] events) => new(
        Make(status), new(Id, "MarketReview", status, 0, events.Length, events, null));

    private static HistoryEntry At(int milliseconds, HistoryEntry entry) =>
        entry with { At = _created.AddMilliseconds(milliseconds) };

    private static string Draw(int width, Action<IAnsiConsole> draw)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        draw(console);
        return text.ToString();
    }

    private static void AssertShows(string text, int width, params string[] words)
    {
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }
}
