using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class SituationReaderTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly OrderBook _orders;

    public SituationReaderTests() =>
        _orders = new(new LedgerBook(_rows), new JournalBook(_rows), new RecordBook(_rows));

    [Fact]
    public async Task Read_DeskThatWasNeverOpened_IsReducing()
    {
        RiskSituation situation = await ReadAsync(Some.Order());

        Assert.Equal(TradingState.Reducing, situation.State);
    }

    [Fact]
    public async Task Read_AnOrderPartlyFilled_CountsWhatIsLeftOfIt()
    {
        ProposedOrder earlier = Some.Order(10m, id: "earlier");
        await _orders.IntendAsync("cycle-0", earlier, Some.DeskTime, default);
        await _orders.SettleAsync(
            "cycle-0", earlier,
            Some.Report(OrderStatus.PartiallyFilled, earlier, fills: Some.Fill(earlier, quantity: 4m)),
            default);

        RiskSituation situation = await ReadAsync(Some.Order());

        Assert.Equal(("earlier", 6m), Assert.Single(situation.Working) is var left
            ? (left.ClientOrderId, left.Quantity) : default);
    }

    [Fact]
    public async Task Read_OrdersOfTheNearPast_AreThereWithoutTheBatchItself()
    {
        ProposedOrder own = Some.Order(id: "own"), other = Some.Order(id: "other");
        ProposedOrder old = Some.Order(id: "old", decidedAt: Some.DeskTime.AddDays(-30));
        foreach (ProposedOrder order in new[] { old, other, own })
        {
            await _orders.IntendAsync("cycle-0", order, Some.DeskTime, default);
        }

        RiskSituation situation = await ReadAsync(own);

        Assert.Equal(["other"], situation.Recent.Select(order => order.ClientOrderId));
    }

    [Theory]
    [InlineData(OrderType.Market, false)]
    [InlineData(OrderType.MarketOnOpen, true)]
    public async Task Read_AClosedMarket_TakesOrdersForItsNextOpeningOnly(OrderType type, bool takes)
    {
        ProposedOrder order = Some.Order(type: type);

        RiskSituation situation = await ReadAsync(order, Some.Outlook() with { MarketOpen = false });

        Assert.Equal(takes, situation.SessionAllows.Contains(order.Instrument.Id));
    }

    private Task<RiskSituation> ReadAsync(ProposedOrder order, InstrumentOutlook? outlook = null)
    {
        MarketCatalog catalog = new(Some.Markets());
        DeskStateBook desk = new(_rows);
        PortfolioReader portfolio = new(new LedgerBook(_rows), desk, new ScriptedMarkets(), catalog, new());
        return new SituationReader(portfolio, desk, new RecordBook(_rows), catalog, Some.Limits())
            .ReadAsync(Some.DeskTime, new([outlook ?? Some.Outlook()], [], [order], []), default);
    }
}
