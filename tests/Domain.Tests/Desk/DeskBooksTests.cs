using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class DeskBooksTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly LedgerBook _ledger;
    private readonly DeskStateBook _desk;
    private readonly PortfolioReader _portfolio;
    private readonly DeskBooks _books;
    private readonly DeskOptions _options = new() { StartingCash = 1_000m };

    public DeskBooksTests()
    {
        (_ledger, _desk) = (new(_rows), new(_rows));
        _portfolio = Portfolio();
        _books = Books();
    }

    [Fact]
    public async Task Open_NextCycle_DepositsNothingMore()
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _books.OpenAsync(Some.DeskTime.AddDays(1), default);

        Assert.Equal(1_000m, (await _ledger.ReadAsync(default)).Cash["USD"]);
        Assert.Equal(
            1_000m,
            (await new PaperBook(_rows).ReadAccountAsync(default, Some.DeskTime, default)).Cash["USD"]);
    }

    [Fact]
    public async Task Open_RecordedTimeBeforeThePresentOfTheAccount_IsRefusedAlsoWithoutAFill()
    {
        await _books.OpenAsync(Some.DeskTime, default);

        DeskTimeException refusal = await Assert.ThrowsAsync<DeskTimeException>(
            () => _books.OpenAsync(Some.DeskTime.AddDays(-1), replayed: true, default));

        Assert.Equal((Some.DeskTime.AddDays(-1), Some.DeskTime), (refusal.Asked, refusal.LastEvent));
        await _books.OpenAsync(Some.DeskTime, replayed: true, default);
    }

    [Fact]
    public async Task Mark_EquityFallsWithinTheDay_KeepsThePeakAndTheDaysStart()
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _books.MarkAsync(Some.DeskTime.AddMinutes(1), 1_100m, default);
        await _books.MarkAsync(Some.DeskTime.AddMinutes(2), 900m, default);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal((1_100m, 1_000m), (state.PeakEquity, state.DayStartEquity));
    }

    [Fact]
    public async Task Mark_ADeskThatWasOpenedWithNothing_BeginsItsDayWithItsFirstWorth()
    {
        await _desk.ChangeAsync(
            _ => new([], 0m, DateOnly.FromDateTime(Some.DeskTime.UtcDateTime), 0m), default);

        await _books.MarkAsync(Some.DeskTime.AddMinutes(1), 500m, default);
        await _books.MarkAsync(Some.DeskTime.AddMinutes(2), 450m, default);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal((500m, 500m), (state.PeakEquity, state.DayStartEquity));
    }

    [Fact]
    public async Task Mark_ADayLater_BeginsThatDay_AndALateMarkOfTheDayBeforeChangesNothing()
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _books.MarkAsync(Some.DeskTime.AddDays(1), 900m, default);
        await _books.MarkAsync(Some.DeskTime, 950m, default);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal((900m, Some.DeskTime.AddDays(1)), (state.DayStartEquity, state.DeskTime));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(-600)]
    public async Task Mark_AfterADepositOrAWithdrawal_MovesPeakAndDaysStartAndLosesNothing(int amount)
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _ledger.PostAsync(
            LedgerEvents.Deposit("paper", "moved", "USD", amount, Some.DeskTime, "Moved."), default);

        PortfolioState read = await _portfolio.ReadAsync(Some.DeskTime, default);
        await _books.WatchAsync(Some.DeskTime, default);
        await _books.MarkAsync(Some.DeskTime.AddMinutes(1), default);
        await _books.MarkAsync(Some.DeskTime.AddMinutes(2), default);

        DeskState state = (await _desk.FindAsync(default))!;
        decimal worth = 1_000 + amount;
        Assert.Equal((worth, worth), (read.PeakEquity, read.DayStartEquity));
        Assert.Equal((worth, worth), (state.PeakEquity, state.DayStartEquity));
        Assert.Empty(state.Holds);
    }

    [Fact]
    public async Task Mark_ALossBesideADeposit_IsSeen()
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _ledger.PostAsync(
            LedgerEvents.Deposit("paper", "moved", "USD", 400m, Some.DeskTime, "Moved."), default);
        await _books.PayInferenceAsync("cycle-1", 400m, Some.DeskTime, default);

        await _books.MarkAsync(Some.DeskTime.AddMinutes(1), default);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal((1_400m, TradingState.Halted), (state.PeakEquity, state.State));
    }

    [Fact]
    public async Task Mark_ACurrencyThatNobodyQuotesAnyMore_IsWorthItsLastRateAndNoLoss()
    {
        BarSeries euro = new(
            Some.Instrument("EURUSD", new Fx()), TimeSpan.FromDays(1), "test", false,
            [Some.Bar(Some.DeskTime.AddDays(-1), close: 2m)]);
        await _ledger.PostAsync(
            LedgerEvents.Deposit("paper", "euro", "EUR", 300m, Some.DeskTime, "Moved."), default);
        await Books(euro).OpenAsync(Some.DeskTime, default);
        decimal before = (await _desk.FindAsync(default))!.PeakEquity;

        await _books.MarkAsync(Some.DeskTime.AddHours(1), default);

        PortfolioState held = await _portfolio.ReadAsync(Some.DeskTime.AddHours(1), default);
        Assert.Equal((1_600m, 1_600m), (before, held.Equity));
        Assert.Empty((await _desk.FindAsync(default))!.Holds);
    }

    [Fact]
    public async Task PayInference_Twice_BooksTheCostOnce()
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _books.PayInferenceAsync("cycle-1", 0.25m, Some.DeskTime, default);
        await _books.PayInferenceAsync("cycle-1", 0.25m, Some.DeskTime, default);

        Assert.Equal(999.75m, (await _ledger.ReadAsync(default)).Cash["USD"]);
    }

    private PortfolioReader Portfolio(params BarSeries[] series) => new(
        _ledger, _desk, new ScriptedMarkets(series), new MarketCatalog(Some.Markets()), _options);

    private DeskBooks Books(params BarSeries[] series)
    {
        JournalBook journal = new(_rows);
        DeskGuard guard = new(_desk, journal, new(journal, new RecordBook(_rows), []));
        LossWatch losses = new(_rows, guard, Some.LimitBook(_rows), new());
        return new(
            _ledger, _desk, journal, Portfolio(series), new PaperBook(_rows), losses, _options);
    }
}
