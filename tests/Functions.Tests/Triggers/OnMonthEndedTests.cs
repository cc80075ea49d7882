using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.Functions.Triggers;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class OnMonthEndedTests
{
    private static readonly DateTimeOffset January = new(2018, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryStateStore _rows = new();
    private readonly JournalBook _journal;
    private readonly JournalSealer _sealer;

    public OnMonthEndedTests()
    {
        _journal = new(_rows);
        _sealer = new(_rows, _journal);
    }

    [Theory]
    [InlineData(1, "2017-12")]
    [InlineData(3, "2017-12")]
    [InlineData(4, "2018-01")]
    public async Task Run_OnADayOfFebruary_SealsTheMonthThatIsSomeDaysOver(int day, string month)
    {
        await _journal.AppendAsync("desk", "k", "told", January, 1, default);

        await RunAsync(new(2018, 2, day, 3, 17, 0, TimeSpan.Zero));

        Assert.Equal(month, Assert.Single(await _sealer.ReadAsync(default)).Month);
    }

    [Fact]
    public async Task Run_MonthsLater_RemovesWhatIsKeptNoLonger()
    {
        await _journal.AppendAsync("desk", "k", "told", January, 1, default);
        await RunAsync(January.AddMonths(1));
        await RunAsync(January.AddMonths(1).AddDays(1));
        Assert.Single(await _journal.ReadAsync("desk", 1, 10, default));

        await RunAsync(January.AddMonths(3), keep: 3);
        Assert.Single(await _journal.ReadAsync("desk", 1, 10, default));
        await RunAsync(January.AddMonths(3), keep: 2);

        Assert.Empty(await _journal.ReadAsync("desk", 1, 10, default));
        Assert.Null((await _journal.VerifyAsync(default)).FirstBad);
    }

    private Task RunAsync(DateTimeOffset now, int? keep = null) => new OnMonthEnded(
        _sealer, new() { RetentionMonths = keep }, new ManualClock(now), NullLogger<OnMonthEnded>.Instance)
        .RunAsync(new(), default);
}
