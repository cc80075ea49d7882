using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class DeskGuardTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly DeskStateBook _desk;
    private readonly JournalBook _journal;
    private readonly RecordBook _records;
    private readonly List<Alert> _told = [];

    public DeskGuardTests()
    {
        _desk = new(_rows);
        _journal = new(_rows);
        _records = new(_rows);
    }

    [Fact]
    public async Task Hold_StricterThanTheStanding_TakesItsPlaceAndIsTold()
    {
        DeskGuard guard = await OpenAsync();

        await guard.HoldAsync(Hold(TradingState.Reducing), default);
        DeskState state = await guard.HoldAsync(Hold(TradingState.Halted), default);
        DeskState weaker = await guard.HoldAsync(Hold(TradingState.Reducing), default);

        Assert.Equal(TradingState.Halted, state.State);
        Assert.Equal(TradingState.Halted, weaker.State);
        Assert.Single(weaker.Holds);
        Assert.All(_told, alert => Assert.Equal(AlertSeverity.Critical, alert.Severity));
    }

    [Fact]
    public async Task Lift_OneOfTwoCauses_LeavesTheOther()
    {
        DeskGuard guard = await OpenAsync();
        await guard.HoldAsync(Hold(TradingState.Halted), default);
        await guard.HoldAsync(
            Hold(TradingState.Reducing) with { Cause = StateCauses.Rejections }, default);

        DeskState state = await guard.LiftAsync(
            StateCauses.Drawdown, "Ada", "The loss was a wrong mark.", Some.DeskTime, default);

        Assert.Equal(TradingState.Reducing, state.State);
        Assert.Equal(StateCauses.Rejections, Assert.Single(state.Holds).Cause);
        Assert.Contains("desk-lifted", (await _journal.ReadAsync("desk", 1, 10, default))
            .Select(line => line.Kind));
    }

    [Fact]
    public async Task Hold_ByAnAlertChannelThatFails_StandsAndSaysSo()
    {
        DeskGuard guard = await OpenAsync(new Channel(_ => throw new DeafException()));

        DeskState state = await guard.HoldAsync(Hold(TradingState.Halted), default);

        Assert.Equal(TradingState.Halted, state.State);
        Assert.Equal(
            ["alert-raised", "alert-untold"],
            (await _journal.ReadAsync("alerts", 1, 10, default)).Select(line => line.Kind));
    }

    [Fact]
    public async Task Hold_AsBefore_TellsNobodyAgain()
    {
        DeskGuard guard = await OpenAsync();

        await guard.HoldAsync(Hold(TradingState.Halted), default);
        await guard.HoldAsync(Hold(TradingState.Halted), default);

        Assert.Single(_told);
    }

    private static StateHold Hold(TradingState state) =>
        new(StateCauses.Drawdown, state, "Drawdown 21.0 % is deeper than 20.0 %.", "desk", Some.DeskTime);

    private async Task<DeskGuard> OpenAsync(IAlertChannel? channel = null)
    {
        await _desk.ChangeAsync(_ => new([], 100m, new(2017, 12, 29), 100m), default);
        AlertBook alerts = new(_journal, _records, [channel ?? new Channel(_told.Add)]);
        return new(_desk, _journal, alerts);
    }

    private sealed class Channel(Action<Alert> tell) : IAlertChannel
    {
        public string Name => "test";

        public Task TellAsync(Alert alert, CancellationToken cancellationToken)
        {
            tell(alert);
            return Task.CompletedTask;
        }
    }

    private sealed class DeafException() : TradingBaseException("Nobody listened.");
}
