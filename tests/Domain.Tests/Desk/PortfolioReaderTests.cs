using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class PortfolioReaderTests
{
    private static readonly Instrument Yen = Some.Instrument("USDJPY", new Fx());
    private static readonly Instrument Euro = Some.Instrument("EURUSD", new Fx());
    private static readonly Instrument EuroYen = Some.Instrument("EURJPY", new Fx());

    private readonly MemoryStateStore _rows = new();
    private readonly ScriptedMarkets _source = new(
        Some.Series([112m, 125m], Yen), Some.Series([1.1m, 1.2m], Euro), Some.Series([140m, 150m], EuroYen),
        Some.Series([100m, 101m]));

    [Fact]
    public async Task Read_ACurrencyThatIsAskedFor_TakesItsRateFromThePairKnown()
    {
        PortfolioState held = await Reader().ReadAsync(Some.DeskTime, ["JPY", "USD"], default);

        Assert.Equal(1 / 125m, held.RatesToBase["JPY"]);
        Assert.Equal([Yen.Id], _source.Reads);
    }

    [Fact]
    public async Task Read_NothingForeign_ReadsNoPair()
    {
        PortfolioState held = await Reader().ReadAsync(Some.DeskTime, ["USD"], default);

        Assert.Equal(["USD"], held.RatesToBase.Keys);
        Assert.Empty(_source.Reads);
    }

    [Fact]
    public async Task Read_BeforeThePairsBarIsKnown_TakesTheBarBefore()
    {
        PortfolioState held = await Reader().ReadAsync(
            Some.DeskTime.AddDays(-1).AddHours(-1), ["JPY"], default);

        Assert.Equal(1 / 112m, held.RatesToBase["JPY"]);
    }

    [Fact]
    public async Task Read_APositionInAForeignCurrency_CountsItAndWhatWasPaidForIt()
    {
        LedgerBook ledger = new(_rows);
        await ledger.PostAsync(Some.Deposit(10_000m), default);
        await ledger.PostFillAsync(
            Some.Fill(Some.Order(100m, instrument: EuroYen, reference: 150m), at: Some.DeskTime.AddDays(-2)),
            default);

        PortfolioState held = await Reader().ReadAsync(Some.DeskTime, default);

        // Bought and marked at 150: what the euros are worth is what the yen cost.
        Assert.Empty(held.Unvalued);
        Assert.Equal(10_000m, held.Equity);
    }

    private PortfolioReader Reader() => new(
        new LedgerBook(_rows), new DeskStateBook(_rows), _source, new MarketCatalog(Some.Markets()), new());
}
