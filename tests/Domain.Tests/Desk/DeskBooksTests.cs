using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class DeskBooksTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly LedgerBook _ledger;
    private readonly DeskStateBook _desk;
    private readonly DeskBooks _books;

    public DeskBooksTests()
    {
        DeskOptions options = new() { StartingCash = 1_000m };
        (_ledger, _desk) = (new(_rows), new(_rows));
        PortfolioReader portfolio = new(
            _ledger, _desk, new ScriptedMarkets(), new MarketCatalog(Some.Markets()), options);
        JournalBook journal = new(_rows);
        DeskGuard guard = new(_desk, journal, new(journal, new RecordBook(_rows), []));
        LossWatch losses = new(_rows, guard, Some.LimitBook(_rows), new());
        _books = new(_ledger, _desk, journal, portfolio, new PaperBook(_rows), losses, options);
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

    [Fact]
    public async Task PayInference_Twice_BooksTheCostOnce()
    {
        await _books.OpenAsync(Some.DeskTime, default);
        await _books.PayInferenceAsync("cycle-1", 0.25m, Some.DeskTime, default);
        await _books.PayInferenceAsync("cycle-1", 0.25m, Some.DeskTime, default);

        Assert.Equal(999.75m, (await _ledger.ReadAsync(default)).Cash["USD"]);
    }
}
