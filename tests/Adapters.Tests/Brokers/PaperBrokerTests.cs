using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class PaperBrokerTests : PartialFillContract
{
    private static readonly DeskClock Live = new(Some.DeskTime, Replayed: false);
    private static readonly DateTimeOffset Tuesday = new(2018, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset TuesdayOpen = new(2018, 1, 2, 14, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset TuesdayClose = new(2018, 1, 2, 21, 0, 0, TimeSpan.Zero);

    private static readonly Bar[] Bars =
    [
        Some.Bar(Some.DeskTime.Date.ToUniversalTime(), 90m, knownAt: Some.DeskTime),
        Some.Bar(Tuesday, 101m, open: 100m, high: 102m, low: 98m, volume: 4_000_000m, knownAt: TuesdayClose),
        Some.Bar(Tuesday.AddDays(1), 200m, volume: 4_000_000m, knownAt: TuesdayClose.AddDays(1)),
    ];

    [Fact]
    public async Task Submit_InReplayedTime_FillsAtTheOpenOfTheFirstLaterBar()
    {
        OrderReport report = await CreateBroker().SubmitAsync(Some.ApprovedOrder(), Now, default);

        Fill fill = Assert.Single(report.Fills);
        Assert.Equal((OrderStatus.Filled, TuesdayOpen), (report.Status, report.DeskTime));
        Assert.Equal(("order-1-1", 10m, 100.01m, TuesdayOpen),
            (fill.TradeId, fill.Quantity, fill.Price, fill.AtUtc));
        Assert.Equal((1m, "USD"), (fill.Fee, fill.FeeCurrency));
    }

    [Fact]
    public async Task Submit_BarThatStartsAtTheDeskTime_IsNotUsed()
    {
        PaperBroker broker = Broker(Some.Bar(Tuesday, 100m), Some.Bar(Tuesday.AddDays(1), 200m));

        OrderReport report = await broker.SubmitAsync(Some.ApprovedOrder(), Now with { DeskTime = Tuesday },
            default);

        Assert.Equal(200m, report.Fills[0].Price);
    }

    [Fact]
    public async Task Submit_MoreThanTheBarGives_ExpiresWithWhatWasFilled()
    {
        ApprovedOrder order = Some.ApprovedOrder(Some.Order(100_001m));

        OrderReport report = await CreateBroker().SubmitAsync(order, Now, default);

        Assert.Equal((OrderStatus.Expired, TuesdayClose), (report.Status, report.DeskTime));
        Assert.Equal(100_000m, Assert.Single(report.Fills).Quantity);
        Assert.Equal(
            "100000 of 100001 were filled: the rest is more than 2.5 % of the bar's volume "
                + "4000000.", report.Reason);
    }

    [Fact]
    public async Task Submit_LimitThatTheBarDoesNotPass_Expires()
    {
        OrderReport report = await CreateBroker()
            .SubmitAsync(Some.ApprovedOrder(Some.Order(limit: 98m)), Now, default);

        Assert.Equal((OrderStatus.Expired, TuesdayClose), (report.Status, report.DeskTime));
        Assert.Equal("The limit 98 was not passed: the bar went to 98.", report.Reason);
        Assert.Empty(report.Fills);
    }

    [Fact]
    public async Task Submit_NoLaterBar_ExpiresAtTheDeskTime()
    {
        OrderReport report = await Broker(Bars[0]).SubmitAsync(Some.ApprovedOrder(), Now, default);

        Assert.Equal((OrderStatus.Expired, Now.DeskTime), (report.Status, report.DeskTime));
        Assert.Equal("No bar starts after the order.", report.Reason);
    }

    [Fact]
    public async Task Query_WhenLive_WaitsUntilTheBarIsKnown()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Some.ApprovedOrder();

        OrderReport sent = await broker.SubmitAsync(order, Live, default);
        OrderReport? early = await broker.QueryAsync(order, At(TuesdayClose.AddTicks(-1)), default);
        OrderReport? filled = await broker.QueryAsync(order, At(TuesdayClose), default);
        OrderReport? later = await broker.QueryAsync(order, At(TuesdayClose.AddDays(9)), default);

        Assert.Equal((OrderStatus.Accepted, Live.DeskTime), (sent.Status, sent.DeskTime));
        Assert.Equal(OrderStatus.Accepted, early?.Status);
        Assert.Equal((OrderStatus.Filled, TuesdayOpen), (filled!.Status, filled.DeskTime));
        Assert.Equal(Canonical.Json(filled), Canonical.Json(later));
    }

    [Fact]
    public async Task Query_WhenLiveAndNoBarComes_ExpiresAfterTheNextSession()
    {
        PaperBroker broker = Broker(Bars[0]);
        ApprovedOrder order = Some.ApprovedOrder();
        await broker.SubmitAsync(order, Live, default);

        OrderReport? early = await broker.QueryAsync(order, At(TuesdayClose.AddDays(1).AddTicks(-1)),
            default);
        OrderReport? late = await broker.QueryAsync(order, At(TuesdayClose.AddDays(1)), default);

        Assert.Equal(OrderStatus.Accepted, early?.Status);
        Assert.Equal((OrderStatus.Expired, TuesdayClose.AddDays(1)), (late!.Status, late.DeskTime));
    }

    [Fact]
    public async Task Cancel_WorkingOrder_TakesItBackForGood()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Some.ApprovedOrder();
        await broker.SubmitAsync(order, Live, default);

        OrderReport canceled = await broker.CancelAsync(order, At(Some.DeskTime.AddHours(1)), default);
        OrderReport? later = await broker.QueryAsync(order, At(TuesdayClose.AddDays(1)), default);
        OrderReport again = await broker.SubmitAsync(order, Live, default);

        Assert.Equal((OrderStatus.Canceled, Some.DeskTime.AddHours(1)), (canceled.Status, canceled.DeskTime));
        Assert.Equal(Canonical.Json(canceled), Canonical.Json(later));
        Assert.Equal(Canonical.Json(canceled), Canonical.Json(again));
    }

    [Fact]
    public async Task Cancel_AfterTheBarThatFills_ComesTooLate()
    {
        IBroker broker = CreateBroker();
        await broker.SubmitAsync(Some.ApprovedOrder(), Live, default);

        Assert.Equal(
            OrderStatus.Filled,
                (await broker.CancelAsync(Some.ApprovedOrder(), At(TuesdayClose), default)).Status);
    }

    [Fact]
    public async Task Cancel_OrderTheVenueNeverHad_IsRejectedAndLeavesTheIdFree()
    {
        IBroker broker = CreateBroker();

        OrderReport canceled = await broker.CancelAsync(Some.ApprovedOrder(), Now, default);

        Assert.Equal(OrderStatus.Rejected, canceled.Status);
        Assert.Null(await broker.QueryAsync(Some.ApprovedOrder(), Now, default));
    }

    [Fact]
    public async Task Submit_AfterARestart_FindsTheOrderInTheBook()
    {
        MemoryStateStore store = new();
        OrderReport first = await Broker(store, Bars).SubmitAsync(Some.ApprovedOrder(), Now, default);

        OrderReport second = await Broker(store, Bars[0]).SubmitAsync(Some.ApprovedOrder(), Now, default);

        Assert.Equal(Canonical.Json(first), Canonical.Json(second));
    }

    [Fact]
    public async Task Submit_AnyOrderInAnyBar_FillsWithinTheBar() =>
        await Property.ForAllAsync(async random =>
    {
        decimal low = random.Next(5_000, 15_000) / 1_000m, range = random.Next(0, 300) / 1_000m;
        decimal open = low + (range * random.Next(11) / 10), close = low + (range * random.Next(11) / 10);
        Bar bar = Some.Bar(Tuesday, close, open, low + range, low,
            random.Next(2) * random.Next(1, 1_000_000));
        ProposedOrder order = Some.Order(
            random.Next(1, 50_000), random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
            limit: random.Next(2) == 0 ? null : Math.Round(open, 2));

        OrderReport report = await Broker(bar).SubmitAsync(Some.ApprovedOrder(order), Now, default);

        Assert.All(report.Fills, fill => Assert.InRange(fill.Price, bar.Low, bar.High));
    });

    [Fact]
    public async Task Submit_GoodTilCanceled_GoesOnOverTheNextBars()
    {
        ApprovedOrder order = Some.ApprovedOrder(
            Some.Order(150_000m) with { TimeInForce = TimeInForce.GoodTilCanceled });

        OrderReport report = await CreateBroker().SubmitAsync(order, Now, default);

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(
            [("order-1-1", 100_000m, TuesdayOpen), ("order-1-2", 50_000m, TuesdayOpen.AddDays(1))],
            report.Fills.Select(fill => (fill.TradeId, fill.Quantity, fill.AtUtc)));
    }

    [Fact]
    public async Task Query_GoodTilCanceledAfterItsLife_Expires()
    {
        ApprovedOrder order = Some.ApprovedOrder(
            Some.Order(limit: 1m) with { TimeInForce = TimeInForce.GoodTilCanceled });
        IBroker broker = CreateBroker();
        await broker.SubmitAsync(order, Live, default);

        Assert.Equal(
            OrderStatus.Accepted,
            (await broker.QueryAsync(order, At(Live.DeskTime.AddDays(90).AddTicks(-1)), default))?.Status);
        Assert.Equal(
            OrderStatus.Expired,
            (await broker.QueryAsync(order, At(Live.DeskTime.AddDays(90)), default))?.Status);
    }

    // The close is at 21:00; orders for it must be there by 20:44:30.
    [Theory]
    [InlineData("2018-01-02T20:44:30Z", 101.01)]
    [InlineData("2018-01-02T20:44:31Z", 200.01)]
    public async Task Submit_MarketOnClose_TakesTheFirstCloseThatItIsInTimeFor(string sent, double price)
    {
        ApprovedOrder order = Some.ApprovedOrder(Some.Order(type: OrderType.MarketOnClose));
        DateTimeOffset at = DateTimeOffset.Parse(sent, System.Globalization.CultureInfo.InvariantCulture);
        PaperBroker broker = Broker(
            Bars[1], Some.Bar(
                Tuesday.AddDays(1), 200m, high: 201m, volume: 4_000_000m, knownAt: TuesdayClose.AddDays(1)));

        OrderReport report = await broker.SubmitAsync(order, Now with { DeskTime = at }, default);

        Assert.Equal((decimal)price, Assert.Single(report.Fills).Price);
        Assert.True(report.Fills[0].AtUtc > at);
    }

    [Fact]
    public async Task Query_StopAndLimitInOneBar_FillsTheWorseFirstAndLeavesNothingToReduce()
    {
        IBroker broker = CreateBroker();
        await broker.SubmitAsync(Some.ApprovedOrder(Some.Order(id: "entry")), Live, default);
        ApprovedOrder gain = Some.ApprovedOrder(
            Some.Order(side: OrderSide.Sell, id: "a-gain", limit: 101m) with { ReduceOnly = true });
        ApprovedOrder stop = Some.ApprovedOrder(
            Some.Order(side: OrderSide.Sell, id: "b-stop", type: OrderType.Stop) with
            {
                ReduceOnly = true, StopPrice = 99m,
            });
        await broker.SubmitAsync(gain, Live, default);
        await broker.SubmitAsync(stop, Live, default);

        OrderReport? gained = await broker.QueryAsync(gain, At(TuesdayClose), default);
        OrderReport? stopped = await broker.QueryAsync(stop, At(TuesdayClose), default);

        Assert.Equal((OrderStatus.Canceled, 0), (gained!.Status, gained.Fills.Count));
        Assert.Equal(98.99m, Assert.Single(stopped!.Fills).Price);
        Assert.Empty((await broker.ReadAccountAsync(default, At(TuesdayClose), default)).Positions);
    }

    [Theory]
    [InlineData(OrderType.Stop, TimeInForce.Day)]
    [InlineData(OrderType.MarketOnClose, TimeInForce.FillOrKill)]
    public async Task Submit_OrderThatMakesNoSense_IsRejected(OrderType type, TimeInForce time)
    {
        ApprovedOrder order = Some.ApprovedOrder(Some.Order(type: type) with { TimeInForce = time });

        OrderReport report = await CreateBroker().SubmitAsync(order, Now, default);

        Assert.Equal(OrderStatus.Rejected, report.Status);
        Assert.NotNull(report.Reason);
    }

    [Fact]
    public async Task Submit_CostsOfItsMarketConfigured_PaysByThem()
    {
        PaperMatchingOptions options = new()
        {
            Costs = new Dictionary<string, PaperCosts>
            {
                ["us-equities"] = new() { Fees = "alpaca-equity", Slippage = SlippageKind.Constant,
                    SlippageBps = 10m },
            },
        };
        PaperBroker broker = new(
            new PaperBook(new MemoryStateStore()), new ScriptedSource(Bars), new MarketCatalog(Some.Markets()),
            options);

        Fill fill = Assert.Single((await broker.SubmitAsync(Some.ApprovedOrder(), Now, default)).Fills);

        Assert.Equal((100.10m, 0m), (fill.Price, fill.Fee));
    }

    protected override IBroker CreateBroker() => Broker(Bars);

    protected override Task<DeskClock> GiveAPartAsync(IBroker broker) => Task.FromResult(At(TuesdayClose));

    private static DeskClock At(DateTimeOffset moment) => new(moment, Replayed: false);

    private static PaperBroker Broker(params Bar[] bars) => Broker(new MemoryStateStore(), bars);

    private static PaperBroker Broker(MemoryStateStore store, params Bar[] bars) => new(
        new PaperBook(store), new ScriptedSource(bars), new MarketCatalog(Some.Markets()),
        new PaperMatchingOptions());
}
