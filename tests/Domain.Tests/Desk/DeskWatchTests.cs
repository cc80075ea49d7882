using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class DeskWatchTests
{
    private static readonly DateTimeOffset Start = Some.DeskTime;

    private readonly MemoryStateStore _rows = new();
    private readonly DeskOptions _options = new() { StartingCash = 1_000m };
    private readonly JournalBook _journal;
    private readonly DeskStateBook _desk;
    private readonly DeskGuard _guard;
    private readonly DeskBooks _books;
    private readonly HeartbeatBook _beats;
    private readonly ReconciliationMarks _marks;
    private readonly AlertBook _alerts;
    private readonly List<Alert> _told = [];
    private readonly LiveVenue _venue = new();
    private Action<Alert>? _hear;

    public DeskWatchTests()
    {
        JournalBook journal = _journal = new(_rows);
        RecordBook records = new(_rows);
        LedgerBook ledger = new(_rows);
        (_desk, _beats, _marks) = (new(_rows), new(_rows), new(_rows));
        _alerts = new(journal, records, [new Listener(Hear)]);
        _guard = new(_desk, journal, _alerts);
        PortfolioReader portfolio = new(
            ledger, _desk, new ScriptedMarkets(), new MarketCatalog(Some.Markets()), _options);
        _books = new(
            ledger, _desk, journal, portfolio, new PaperBook(_rows),
            new(_rows, _guard, Some.LimitBook(_rows), new()), _options);
    }

    [Theory]
    [InlineData(5, TradingState.Active)]
    [InlineData(6, TradingState.Reducing)]
    [InlineData(15, TradingState.Reducing)]
    [InlineData(16, TradingState.Halted)]
    public async Task Beat_AVenueNotReconciledForSoLong_HoldsALiveDesk(int minutes, TradingState expected)
    {
        await _books.OpenAsync(Start, default);

        await BeatEachMinuteAsync(_venue, minutes, tick: true);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal(expected, state.State);
        Assert.All(
            state.Holds, hold => Assert.Contains("live was reconciled", hold.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beat_TheMarketClockStopped_HoldsALiveDesk()
    {
        await _books.OpenAsync(Start, default);

        for (int minute = 0; minute <= 6; minute++)
        {
            await _marks.KeepAsync(new("live", Start.AddMinutes(minute), true, null), default);
            await Watch(_venue).BeatAsync("host", Start.AddMinutes(minute), default);
        }

        StateHold hold = Assert.Single((await _desk.FindAsync(default))!.Holds);
        Assert.Equal(StateCauses.StaleClock, hold.Cause);
        Assert.Contains("market clock", hold.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beat_ADeskOnPaper_IsNotHeldByAge()
    {
        await _books.OpenAsync(Start, default);

        await BeatEachMinuteAsync(new PaperVenue(), 20, tick: false);

        Assert.Equal(TradingState.Active, (await _desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Beat_AfterAGap_RaisesOneAlertAndGivesTheDeskTimeToCatchUp()
    {
        await _books.OpenAsync(Start, default);
        Assert.True(await Watch(_venue).BeatAsync("host", Start, default));

        Assert.True(await Watch(_venue).BeatAsync("other", Start.AddHours(1), default));
        Assert.False(await Watch(_venue).BeatAsync("other", Start.AddHours(1).AddMinutes(1), default));

        Assert.Equal("heartbeat-gap", Assert.Single(_told).Kind);
        Assert.Equal(TradingState.Active, (await _desk.FindAsync(default))!.State);
        Assert.Equal(Start.AddHours(1), (await _beats.FindAsync(default))!.SinceUtc);
    }

    [Fact]
    public async Task Beat_AVenueWithADeadManSwitch_IsToldAgain_AndOneThatFailsIsAlertedOnceAnHour()
    {
        await Watch(_venue).BeatAsync("host", Start, default);
        _venue.Deaf = true;
        await Watch(_venue).BeatAsync("host", Start.AddMinutes(1), default);
        await Watch(_venue).BeatAsync("host", Start.AddMinutes(2), default);

        Assert.Equal(3, _venue.Armed.Count);
        Assert.All(_venue.Armed, after => Assert.Equal(TimeSpan.FromMinutes(3), after));
        Assert.Equal("dead-man", Assert.Single(_told).Kind);
    }

    [Fact]
    public async Task Beat_AfterAGap_ArmsTheVenueBeforeAnyChannelIsWaitedFor()
    {
        await Watch(_venue).BeatAsync("host", Start, default);
        List<int> armed = [];
        _hear = _ => armed.Add(_venue.Armed.Count);

        await Watch(_venue).BeatAsync("host", Start.AddHours(1), default);

        Assert.Equal([2], armed);
    }

    [Fact]
    public async Task Beat_WhatIsWatchedFails_TheVenueIsArmedAndAlertsAreToldAllTheSame()
    {
        await _books.OpenAsync(Start, default);
        StateHold hold = new(StateCauses.StoreTrouble, TradingState.Reducing, "It was away.", "desk", Start);
        await _desk.ChangeAsync(present => present!.With(hold), default);
        await _journal.AppendAsync(
            "desk", $"held:{hold.Cause}:{hold.State}:{UtcJsonConverter.Write(Start)}", "another", Start, 1, default);
        await _alerts.NoteAsync(
            new("noted", "test", AlertSeverity.Warning, "It rang.", Start.AddMinutes(-1)), default);

        await Assert.ThrowsAsync<JournalConflictException>(
            () => Watch(_venue).BeatAsync("host", Start, default));

        Assert.Single(_venue.Armed);
        Assert.Equal("noted", Assert.Single(_told).Id);
    }

    [Fact]
    public async Task Beat_AHoldThatNobodyWasToldOf_IsJournalledAndTold()
    {
        await _books.OpenAsync(Start, default);
        StateHold silent = new(StateCauses.StoreTrouble, TradingState.Reducing, "It was away.", "desk", Start);
        await _desk.ChangeAsync(present => present!.With(silent), default);

        await Watch(new PaperVenue()).BeatAsync("host", Start, default);
        await Watch(new PaperVenue()).BeatAsync("host", Start.AddMinutes(1), default);

        Assert.Equal("desk-state", Assert.Single(_told).Kind);
    }

    [Fact]
    public async Task Beat_ADeskThatLivesInRecordedTime_IsNotDrawnIntoThePresent()
    {
        await _books.OpenAsync(Start, default);

        await Watch(new PaperVenue()).BeatAsync("host", Start.AddDays(8), default);
        Assert.Equal(Start, (await _desk.FindAsync(default))!.DeskTime);

        await Watch(new PaperVenue()).BeatAsync("host", Start.AddDays(7), default);
        Assert.Equal(Start.AddDays(7), (await _desk.FindAsync(default))!.DeskTime);
    }

    private async Task BeatEachMinuteAsync(IBroker broker, int minutes, bool tick)
    {
        for (int minute = 0; minute <= minutes; minute++)
        {
            DateTimeOffset now = Start.AddMinutes(minute);
            if (tick)
            {
                await _beats.TickAsync(now, default);
            }

            await Watch(broker).BeatAsync("host", now, default);
        }
    }

    private DeskWatch Watch(IBroker broker) => new(
        _beats, _marks, _desk, _books, _guard, _alerts,
        new BrokerDesk(
            [broker], new() { DefaultBroker = broker.Name }, new HardLimits(Some.Signer(), Some.Limits())),
        _options, new());

    private sealed class PaperVenue : BrokerDouble;

    private sealed class LiveVenue : BrokerDouble
    {
        public List<TimeSpan?> Armed { get; } = [];

        public bool Deaf { get; set; }

        public override string Name => "live";

        public override BrokerTraits Traits { get; } = new() { HasDeadManSwitch = true };

        public override Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken)
        {
            Armed.Add(after);
            return Deaf ? throw new DeafException() : Task.CompletedTask;
        }
    }

    private void Hear(Alert alert)
    {
        _told.Add(alert);
        _hear?.Invoke(alert);
    }

    private sealed class Listener(Action<Alert> hear) : IAlertChannel
    {
        public string Name => "test";

        public Task TellAsync(Alert alert, CancellationToken cancellationToken)
        {
            hear(alert);
            return Task.CompletedTask;
        }
    }

    private sealed class DeafException() : TradingBaseException("Nobody listened.");
}
