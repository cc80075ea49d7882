using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class ReconciliationMarksTests
{
    private readonly ReconciliationMarks _marks = new(new MemoryStateStore());

    [Fact]
    public async Task Keep_AnEarlierMarkThanTheStanding_ChangesNothing()
    {
        ReconciliationMark late = new("kraken", Some.DeskTime, true, null);

        await _marks.KeepAsync(late, default);
        ReconciliationMark standing = await _marks.KeepAsync(
            late with { AtUtc = late.AtUtc.AddSeconds(-1), Passed = false, Reason = "1 unit is missing." },
            default);

        Assert.Equal(late, standing);
        Assert.Equal(late, Assert.Single(await _marks.ReadAsync(default)));
    }

    [Fact]
    public async Task Read_TwoVenues_GivesTheLatestOfEachOrdered()
    {
        await _marks.KeepAsync(new("paper", Some.DeskTime, true, null), default);
        await _marks.KeepAsync(new("alpaca", Some.DeskTime, true, null), default);
        await _marks.KeepAsync(
            new("alpaca", Some.DeskTime.AddMinutes(1), false, "1 unit is missing."), default);

        Assert.Equal(
            [("alpaca", false), ("paper", true)],
            (await _marks.ReadAsync(default)).Select(mark => (mark.Venue, mark.Passed)));
    }
}
