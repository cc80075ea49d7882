using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>What is held while nobody quotes it.</summary>
public sealed class LastKnownTests
{
    private static readonly DateTimeOffset Later = Some.DeskTime.AddHours(1);
    private static readonly Instrument Share = Some.Instrument();

    private readonly MemoryStateStore _rows = new();
    private readonly LedgerBook _ledger;
    private readonly DeskStateBook _desk;
    private readonly DeskOptions _options = new() { StartingCash = 10_000m };

    public LastKnownTests() => (_ledger, _desk) = (new(_rows), new(_rows));

    [Fact]
    public async Task APositionWhoseBarsAreGone_IsWorthItsLastMarkAndToldWithItsAge()
    {
        BarSeries bars = Some.Series([100m, 150m], Share);
        await BuyAsync(10m);
        await Books(bars).OpenAsync(Some.DeskTime, default);

        await Books().MarkAsync(Later, default);

        PortfolioState held = await Portfolio().ReadAsync(Later, default);
        MarkedPosition position = Assert.Single(held.Positions);
        Assert.Equal((150m, bars.Bars[^1].KnownAt), (position.Mark, position.MarkedAt));
        Assert.Equal((10_500m, 10_500m), (held.Equity, held.PeakEquity));
    }

    [Fact]
    public async Task ASplitAfterTheLastMark_IsNoGain()
    {
        await BuyAsync(10m);
        await Books(Some.Series([100m, 150m], Share)).OpenAsync(Some.DeskTime, default);

        await _ledger.PostAsync(LedgerEvents.Split("paper", Share.Id, 4, 1, Later), default);

        PortfolioState held = await Portfolio().ReadAsync(Later, default);
        Assert.Equal((40m, 10_500m), (Assert.Single(held.Positions).Position.Quantity, held.Equity));
    }

    [Fact]
    public async Task AFillAfterTheLastMark_IsTheNewerPrice_AndWhatIsClosedIsForgotten()
    {
        await BuyAsync(10m);
        await Books(Some.Series([100m, 150m], Share)).OpenAsync(Some.DeskTime, default);
        await BuyAsync(1m, 160m, Later, "second");

        decimal mark = Assert.Single((await Portfolio().ReadAsync(Later, default)).Positions).Mark;
        await _ledger.PostFillAsync(
            Some.Dealt("out", side: OrderSide.Sell, quantity: 11m, price: 160m, fee: 0m, at: Later), default);
        await Books().MarkAsync(Later, default);

        Assert.Equal(160m, mark);
        Assert.Empty((await _desk.FindAsync(default))!.Marks);
    }

    [Fact]
    public async Task AnEarlierMoment_KnowsNeitherMarksNorRatesOfALaterOne()
    {
        Instrument euro = Some.Instrument("EURUSD", new Fx());
        await BuyAsync(10m);
        await _ledger.PostAsync(LedgerEvents.Deposit("paper", "euro", "EUR", 300m, Some.DeskTime), default);
        await Books(Some.Series([100m, 150m], Share), Some.Series([2m, 2m], euro))
            .OpenAsync(Some.DeskTime, default);

        PortfolioState held = await Portfolio().ReadAsync(
            Some.DeskTime.AddDays(-1).AddHours(-1), default);

        Assert.Equal(100m, Assert.Single(held.Positions).Mark);
        Assert.Equal(300m, held.UnvaluedCash["EUR"]);
    }

    [Fact]
    public async Task ACurrencyThatNeverHadARate_IsWorthWhatItWasConvertedAtUntilItHasOne()
    {
        await Books().OpenAsync(Some.DeskTime, default);
        await _ledger.PostAsync(
            LedgerEvents.Conversion("paper", "c1", "USD", 5_000m, "CHF", 4_000m, Later), default);

        await Books().MarkAsync(Later, default);
        await Books().MarkAsync(Later.AddHours(1), default);

        DeskState state = (await _desk.FindAsync(default))!;
        PortfolioState held = await Portfolio().ReadAsync(Later.AddHours(1), default);
        PortfolioState quoted = await Portfolio(Some.Series([1.3m], Some.Instrument("CHFUSD", new Fx())))
            .ReadAsync(Later.AddHours(1), default);
        Assert.Equal((10_000m, 10_000m), (held.Equity, state.PeakEquity));
        Assert.Equal(Later, held.RatesMarkedAt["CHF"]);
        Assert.Empty(state.Holds);
        Assert.Equal(10_200m, quoted.Equity);
    }

    [Fact]
    public async Task AConversionIntoAThirdCurrency_TakesThatOnesRate_AndTheNewestConversionStands()
    {
        BarSeries euro = Some.Series([2m, 2m], Some.Instrument("EURUSD", new Fx()));
        await _ledger.PostAsync(LedgerEvents.Deposit("paper", "euro", "EUR", 300m, Some.DeskTime), default);
        await Books(euro).OpenAsync(Some.DeskTime, default);
        await _ledger.PostAsync(
            LedgerEvents.Conversion("other", "c2", "EUR", 100m, "CHF", 50m, Later), default);
        await _ledger.PostAsync(
            LedgerEvents.Conversion("paper", "c1", "EUR", 100m, "CHF", 100m, Some.DeskTime), default);

        PortfolioState held = await Portfolio(euro).ReadAsync(Later, default);

        // 100 EUR at 2 and 150 CHF at 2 EUR each.
        Assert.Equal(4m, held.RatesToBase["CHF"]);
        Assert.Equal(10_000m + 200m + 600m, held.Equity);
    }

    [Fact]
    public async Task ADepositThatIsConvertedBeforeTheNextMark_IsNoGain()
    {
        await Books().OpenAsync(Some.DeskTime, default);
        await _ledger.PostAsync(LedgerEvents.Deposit("paper", "in", "CHF", 400m, Later), default);
        await _ledger.PostAsync(
            LedgerEvents.Conversion("paper", "c1", "CHF", 400m, "USD", 500m, Later), default);

        await Books().MarkAsync(Later, default);

        DeskState state = (await _desk.FindAsync(default))!;
        Assert.Equal((10_500m, 10_500m), (state.PeakEquity, state.DayStartEquity));
        Assert.Equal(400m, state.Deposited!["CHF"]);
    }

    private Task<bool> BuyAsync(
        decimal units, decimal price = 100m, DateTimeOffset? at = null, string tradeId = "first") =>
        _ledger.PostFillAsync(
            Some.Dealt(
                tradeId, quantity: units, price: price, fee: 0m, at: at ?? Some.DeskTime.AddDays(-2)),
            default);

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
