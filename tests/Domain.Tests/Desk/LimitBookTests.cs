using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class LimitBookTests
{
    private static readonly RunningVersion Running = Some.Facts().Running;

    private readonly MemoryStateStore _rows = new();
    private readonly EffectiveLimits _wire = new();
    private readonly JournalBook _journal;
    private readonly RecordBook _records;

    public LimitBookTests()
    {
        _journal = new(_rows);
        _records = new(_rows);
    }

    [Fact]
    public async Task Read_FirstEver_IsAcceptedByTheConfigurationAndJournalled()
    {
        Assert.Equal(100m, (await ReadAsync(100m)).Desk.MaxOrderNotional);

        LimitStatus status = await Book(100m).StatusAsync(Running, Some.DeskTime, default);
        Assert.Equal("configuration", status.Accepted!.By);
        Assert.Empty(status.Loosenings);
        Assert.Equal(1, await LinesAsync());
        Assert.Empty(await AlertsAsync());
    }

    [Fact]
    public async Task Read_Tighter_IsInForceAtOnceJournalledAndTold()
    {
        await ReadAsync(100m);

        Assert.Equal(90m, (await ReadAsync(90m)).Desk.MaxOrderNotional);
        Assert.Equal(90m, _wire.Current!.Desk.MaxOrderNotional);
        Assert.Equal(2, await LinesAsync());
        Assert.Equal(
            "Limits changed by configuration: maxOrderNotional: 100 -> 90.",
            Assert.Single(await AlertsAsync()).Message);
    }

    [Fact]
    public async Task Read_Looser_IsNotInForceUntilAPersonAccepts()
    {
        await ReadAsync(100m);

        Assert.Equal(100m, (await ReadAsync(110m)).Desk.MaxOrderNotional);
        LimitStatus waiting = await Book(110m).StatusAsync(Running, Some.DeskTime, default);
        Assert.Equal("maxOrderNotional: 100 -> 110", Assert.Single(waiting.Loosenings).ToString());

        LimitStatus accepted = await Book(110m).AcceptAsync(
            Running, "Ada", "Larger clients.", Some.DeskTime.AddHours(1), default);

        Assert.Equal(("Ada", 0), (accepted.Accepted!.By, accepted.Loosenings.Count));
        Assert.Equal(110m, (await ReadAsync(110m)).Desk.MaxOrderNotional);
        Assert.Equal(2, await LinesAsync());
        Assert.Equal(
            "Limits changed by Ada: maxOrderNotional: 100 -> 110.",
            Assert.Single(await AlertsAsync()).Message);
    }

    [Fact]
    public async Task Read_LoosenedAgainAfterATightening_WaitsForAPersonToo()
    {
        await ReadAsync(100m);
        await ReadAsync(90m);

        Assert.Equal(90m, (await ReadAsync(100m)).Desk.MaxOrderNotional);
    }

    [Fact]
    public async Task Read_TighterAndLooserAtOnce_TakesEachPropertyByItself()
    {
        await BookOf(new() { MaxOrderNotional = 100m, MaxOpenOrders = 5 }).ReadAsync(Some.DeskTime, default);

        RiskLimits both = (await BookOf(new() { MaxOrderNotional = 110m, MaxOpenOrders = 4 })
            .ReadAsync(Some.DeskTime, default)).Desk;

        Assert.Equal((100m, 4), (both.MaxOrderNotional, both.MaxOpenOrders));
    }

    [Fact]
    public async Task Accept_WithNothingToAccept_ChangesAndWritesNothing()
    {
        await ReadAsync(100m);

        LimitStatus status = await Book(100m).AcceptAsync(Running, "Ada", "Why not.", Some.DeskTime, default);

        Assert.Equal("configuration", status.Accepted!.By);
        Assert.Equal(1, await LinesAsync());
    }

    [Fact]
    public async Task Read_CrashBetweenLineAndRow_IsToldBeforeAndTakenOverAfter()
    {
        await ReadAsync(100m);
        _rows.BeforeSubmit = (partition, _) => partition is "limits"
            ? throw new StateUnavailableException("here", "the power is gone.")
            : Task.CompletedTask;

        await Assert.ThrowsAsync<StateUnavailableException>(() => ReadAsync(90m));

        Assert.Equal(2, await LinesAsync());
        Assert.Single(await AlertsAsync());

        // The next process finds the line at another moment, and goes on.
        _rows.BeforeSubmit = (_, _) => Task.CompletedTask;
        RiskLimitSet after = await Book(90m).ReadAsync(Some.DeskTime.AddHours(1), default);

        Assert.Equal(90m, after.Desk.MaxOrderNotional);
        Assert.Equal(2, await LinesAsync());
    }

    [Fact]
    public async Task Read_TightenedSinceAPersonAccepted_StillNamesThePerson()
    {
        await ReadAsync(100m);
        await Book(110m).AcceptAsync(Running, "Ada", "Larger clients.", Some.DeskTime, default);

        LimitStatus status = await Book(90m).StatusAsync(Running, Some.DeskTime.AddDays(1), default);

        Assert.Equal("configuration", status.Accepted!.By);
        Assert.Equal(
            new("Ada", "Larger clients.", Some.DeskTime), status.Accepted.LastPerson);
    }

    [Fact]
    public async Task Read_TheSameTighteningAgain_IsALineAgain()
    {
        await ReadAsync(100m);
        await ReadAsync(90m);
        await Book(100m).AcceptAsync(Running, "Ada", "Back.", Some.DeskTime.AddHours(1), default);

        await Book(90m).ReadAsync(Some.DeskTime.AddHours(2), default);

        Assert.Equal(4, await LinesAsync());
        Assert.Equal(3, (await AlertsAsync()).Count);
    }

    [Fact]
    public async Task Peek_TighterAndLooser_ShowsBothAndWritesNothing()
    {
        await BookOf(new() { MaxOrderNotional = 100m, MaxOpenOrders = 5 }).ReadAsync(Some.DeskTime, default);
        int submits = _rows.Submits;

        LimitStatus status = await BookOf(new() { MaxOrderNotional = 110m, MaxOpenOrders = 4 })
            .PeekAsync(Running, default);

        Assert.Equal((100m, 4), (status.Effective.MaxOrderNotional, status.Effective.MaxOpenOrders));
        Assert.Equal("maxOrderNotional", Assert.Single(status.Loosenings).Path);
        Assert.Equal(5, status.Accepted!.Limits.MaxOpenOrders);
        Assert.Equal(submits, _rows.Submits);
    }

    [Fact]
    public async Task Status_ApprovedVersions_TellsWhetherThisOneMayTrade()
    {
        LimitBook named = BookOf(new() { ApprovedVersions = ["1.0.0"] });

        Assert.True((await named.StatusAsync(Running, Some.DeskTime, default)).MayTrade);
        Assert.False(
            (await named.StatusAsync(Running with { Code = "1.0.1" }, Some.DeskTime, default)).MayTrade);
    }

    [Theory]
    [InlineData("", "why")]
    [InlineData("Ada", " ")]
    public async Task Accept_WithoutANameOrAReason_IsRefused(string by, string why) =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Book(100m).AcceptAsync(Running, by, why, Some.DeskTime, default));

    private LimitBook Book(decimal notional) => BookOf(new() { MaxOrderNotional = notional });

    private LimitBook BookOf(RiskLimits configured) =>
        new(configured, _rows, _journal, new(_journal, _records, []), _wire);

    private Task<RiskLimitSet> ReadAsync(decimal notional) => Book(notional).ReadAsync(Some.DeskTime, default);

    private async Task<int> LinesAsync() => (await _journal.ReadAsync("limits", 1, 10, default)).Count;

    private Task<IReadOnlyList<Alert>> AlertsAsync() =>
        _records.ListAsync<Alert>(Alert.RecordKind, null, 10, default);
}
