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
    private readonly ExposureRegister _register;
    private readonly OrderBook _orders;

    public SituationReaderTests()
    {
        _register = new(_rows, TimeProvider.System);
        _orders = new(new LedgerBook(_rows), new JournalBook(_rows), new RecordBook(_rows), _register);
    }

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
        ApprovedOrder approved = Some.ApprovedOrder(earlier);
        await _register.OpenAsync(approved);
        await _orders.TryIntendAsync(approved, Some.DeskTime, default);
        await _orders.SettleAsync(
            approved,
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
            await SendAndEndAsync(order);
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

    [Fact]
    public async Task Read_OrdersApprovedElsewhereAndNotSentYet_AreRecentToo()
    {
        await _register.OpenAsync(Some.ApprovedOrder(Some.Order(id: "other")));

        RiskSituation situation = await ReadAsync(Some.Order(id: "own"));

        Assert.Equal(["other"], situation.Recent.Select(order => order.ClientOrderId));
    }

    [Fact]
    public async Task Read_MoreOrdersThanAPageHolds_FindsAllOfTheWindowAndNoneAfterTheDeskTime()
    {
        const int many = 520;
        RecordBook records = new(_rows);
        for (int i = 0; i < many; i++)
        {
            await KeepAsync(records, Some.Order(id: $"recent-{i:D4}", decidedAt: Some.DeskTime.AddMilliseconds(-i)));
        }

        await KeepAsync(records, Some.Order(id: "old", decidedAt: Some.DeskTime.AddDays(-30)));
        await KeepAsync(records, Some.Order(id: "later", decidedAt: Some.DeskTime.AddSeconds(1)));

        RiskSituation situation = await ReadAsync(Some.Order(id: "own"));

        Assert.Equal(many, situation.Recent.Count);
        Assert.Equal("recent-0000", situation.Recent[^1].ClientOrderId);
    }

    [Fact]
    public async Task Read_RejectionsInARow_AreCountedByMarketFromTheNewestOn()
    {
        (OrderStatus, bool ByDesk)[] newestFirst =
        [
            (OrderStatus.Submitted, false), (OrderStatus.Rejected, false), (OrderStatus.Unknown, false),
            (OrderStatus.Canceled, true), (OrderStatus.Rejected, true), (OrderStatus.Rejected, false),
            (OrderStatus.Filled, false), (OrderStatus.Rejected, false),
        ];
        RecordBook records = new(_rows);
        foreach ((int ago, (OrderStatus status, bool byDesk)) in newestFirst.Index())
        {
            ProposedOrder order = Some.Order(id: $"o-{ago}", decidedAt: Some.DeskTime.AddMinutes(-ago - 1));
            await records.KeepAsync(
                OrderRecord.Kind, OrderRecord.IdOf(order),
                new OrderRecord(
                    OrderRecord.IdOf(order), "cycle-0", order,
                    Some.Report(status, order) with { ClosedByDesk = byDesk }),
                default);
        }

        RiskSituation situation = await ReadAsync(Some.Order());

        Assert.Equal(2, situation.Rejections["us-equities"]);
    }

    [Fact]
    public async Task Read_ASuspendedCourse_IsInTheSituationUntilItIsLifted()
    {
        OrderCourse course = OrderCourse.Of(Some.Order());
        RecordBook records = new(_rows);
        JournalBook journal = new(_rows);
        SuspensionBook book = new(records, journal, new(journal, records, []));
        await book.SuspendAsync(new(course, "Too often.", Some.DeskTime), default);

        Assert.Equal([course], (await ReadAsync(Some.Order())).Suspended);
        await book.LiftAsync(course, "Ada", "It was a test.", Some.DeskTime, default);
        Assert.Empty((await ReadAsync(Some.Order())).Suspended);
    }

    // The judge took the slice out of its parent's rest before it asked.
    [Fact]
    public async Task Read_ASlice_KnowsWhatItsParentGaveToOthers()
    {
        ApprovedOrder parent = Some.ApprovedOrder(Some.Order(100, id: "parent"));
        OpenOrder open = OpenOrder.Of("cycle-0", parent) with { Filled = 5, Sliced = 40 };

        RiskSituation situation = await ReadAsync(
            Some.Order(10, id: "slice") with { ParentId = "parent" }, open: [open]);

        Assert.Equal(
            new ParentOrder(Some.Instrument().Id, OrderSide.Buy, 100m, 35m), situation.Parents["parent"]);
    }

    private static Task KeepAsync(RecordBook records, ProposedOrder order) => records.KeepAsync(
        OrderRecord.Kind, OrderRecord.IdOf(order),
        new OrderRecord(OrderRecord.IdOf(order), "cycle-0", order, Some.Report(OrderStatus.Expired, order)),
        default);

    private async Task SendAndEndAsync(ProposedOrder order)
    {
        ApprovedOrder approved = Some.ApprovedOrder(order);
        await _register.OpenAsync(approved);
        await _orders.TryIntendAsync(approved, Some.DeskTime, default);
        await _orders.SettleAsync(approved, Some.Report(OrderStatus.Expired, order), default);
    }

    private async Task<RiskSituation> ReadAsync(
        ProposedOrder order, InstrumentOutlook? outlook = null, IReadOnlyList<OpenOrder>? open = null)
    {
        MarketCatalog catalog = new(Some.Markets());
        DeskStateBook desk = new(_rows);
        PortfolioReader portfolio = new(new LedgerBook(_rows), desk, new ScriptedMarkets(), catalog, new());
        SituationReader reader = new(portfolio, desk, new RecordBook(_rows), catalog, Bounds());
        return await reader.ReadAsync(
            Some.DeskTime, new([outlook ?? Some.Outlook()], [], [order], []),
            open ?? await _register.ReadAsync(default), default);
    }

    private DeskBounds Bounds()
    {
        RecordBook records = new(_rows);
        JournalBook journal = new(_rows);
        AlertBook alerts = new(journal, records, []);
        return new(
            new(new(), _rows, journal, alerts, new()), new(records, journal, alerts), Some.Facts());
    }
}
