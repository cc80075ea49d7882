using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>What every broker must do. A new broker inherits these and adds its own.</summary>
public abstract class BrokerContract
{
    /// <summary>What time it is when orders are sent.</summary>
    protected virtual DeskClock Now { get; } = new(Some.DeskTime, Replayed: true);

    /// <summary>What time it is when orders are sent that shall wait.</summary>
    protected DeskClock Working => Now with { Replayed = false };

    [Fact]
    public async Task Submit_TheSameOrderTwice_FillsItOnce()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Order();

        OrderReport first = await SendAsync(broker, order, Now);
        OrderReport second = await SendAsync(broker, order, Now);

        Assert.NotEmpty(first.Fills);
        Assert.Equal(Canonical.Json(first), Canonical.Json(second));
    }

    [Fact]
    public async Task Submit_TheSameOrderAtOnceFromManySides_GivesOneAnswer()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Order();

        OrderReport[] reports = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(broker, order, Now))));

        Assert.Single(reports.Select(report => Canonical.Json(report)).Distinct());
    }

    [Fact]
    public async Task Submit_AnyOrder_FillsNoMoreThanAskedAndInOrder() =>
        await Property.ForAllAsync(async random =>
    {
        ApprovedOrder approved = AnyOrder(random);
        ProposedOrder order = approved.Order;

        OrderReport report = await SendAsync(CreateBroker(), approved, Now);

        Assert.InRange(report.Fills.Sum(fill => fill.Quantity), 0, order.Quantity);
        Assert.Equal(report.Fills.OrderBy(fill => fill.AtUtc), report.Fills);
        Assert.Equal(report.Fills.Count, report.Fills.DistinctBy(fill => fill.TradeId).Count());
        Assert.All(report.Fills, fill => Assert.Equal(
            (order.ClientOrderId, order.Instrument.Id, order.Side),
            (fill.ClientOrderId, fill.Instrument, fill.Side)));
        Assert.Equal(
            report.Status is OrderStatus.Filled, report.Fills.Sum(fill => fill.Quantity) == order.Quantity);
        Assert.All(report.Fills, fill =>
            Assert.True(fill.AtUtc >= Now.DeskTime && fill.AtUtc <= report.DeskTime));
    }, count: 100);

    [Fact]
    public async Task Query_OrderTheVenueNeverHad_IsNull() =>
        Assert.Null(await CreateBroker().QueryAsync(Order(), Now, default));

    [Fact]
    public async Task Query_OrderThatWasSent_GivesWhatTheSendGave()
    {
        IBroker broker = CreateBroker();
        OrderReport sent = await SendAsync(broker, Order(), Now);

        OrderReport? asked = await broker.QueryAsync(Order(), Now, default);

        Assert.Equal(Canonical.Json(sent), Canonical.Json(asked));
    }

    [Fact]
    public async Task Cancel_OrderThatEnded_ChangesNothing()
    {
        IBroker broker = CreateBroker();
        OrderReport sent = await SendAsync(broker, Order(), Now);

        OrderReport canceled = await broker.CancelAsync(
            Order(), Now with { DeskTime = sent.DeskTime.AddHours(1) }, default);

        Assert.True(OrderMoves.HasEnded(sent.Status));
        Assert.Equal(Canonical.Json(sent), Canonical.Json(canceled));
    }

    [Fact]
    public async Task ReadAccount_AfterFills_HoldsThemAndWhatTheyMade()
    {
        IBroker broker = CreateBroker();
        VenueAccount before = await broker.ReadAccountAsync(Now.DeskTime, Now, default);

        OrderReport report = await SendAsync(broker, Order(), Now);

        VenueAccount after = await broker.ReadAccountAsync(
            Now.DeskTime, Now with { DeskTime = report.DeskTime }, default);
        Assert.Equal(broker.Name, after.Venue);
        Assert.InRange(after.AtUtc, report.DeskTime, report.DeskTime + LongestWait);
        Assert.Equal(Canonical.Json(report.Fills), Canonical.Json(after.Fills));
        Assert.Equal(Units(before) + report.Fills.Sum(fill => fill.Quantity), Units(after));
        Assert.Equal(
            before.Cash.GetValueOrDefault(Order().Order.Instrument.Currency)
                - report.Fills.Sum(fill => (fill.Quantity * fill.Price) + fill.Fee),
            after.Cash.GetValueOrDefault(Order().Order.Instrument.Currency));
        Assert.Empty(after.OpenOrders);
    }

    [Fact]
    public async Task ReadAccount_WorkingOrder_IsOpenAndChangesNothingElse()
    {
        IBroker broker = CreateBroker();
        VenueAccount before = await broker.ReadAccountAsync(Working.DeskTime, Working, default);
        await SendAsync(broker, Waiting("order-1"), Working);

        VenueAccount after = await broker.ReadAccountAsync(Working.DeskTime, Working, default);

        VenueOrder open = Assert.Single(after.OpenOrders);
        Assert.Equal(("order-1", 10m, 0m, 1m), (open.ClientOrderId, open.Quantity, open.Filled,
            open.LimitPrice));
        Assert.Equal(
            Canonical.Json(before), Canonical.Json(after with { OpenOrders = [], AtUtc = before.AtUtc }));
    }

    [Fact]
    public async Task CancelAll_WorkingOrders_TakesEachBackOnce()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder[] orders = [.. Enumerable.Range(1, 5).Select(i => Waiting($"order-{i}"))];
        foreach (ApprovedOrder order in orders)
        {
            await SendAsync(broker, order, Working);
        }

        Assert.Equal(5, await broker.CancelAllAsync(Working, default));
        Assert.Equal(0, await broker.CancelAllAsync(Working, default));

        foreach (ApprovedOrder order in orders)
        {
            Assert.Equal(
                OrderStatus.Canceled, (await broker.QueryAsync(order, Working, default))?.Status);
        }

        Assert.Empty((await broker.ReadAccountAsync(Working.DeskTime, Working, default)).OpenOrders);
    }

    [Fact]
    public async Task CancelAll_OrderThatEnded_StaysAsItIs()
    {
        IBroker broker = CreateBroker();
        OrderReport sent = await SendAsync(broker, Order(), Now);

        Assert.Equal(0, await broker.CancelAllAsync(Now, default));
        Assert.Equal(
            Canonical.Json(sent),
            Canonical.Json(await broker.QueryAsync(Order(), Now, default)));
    }

    /// <summary>How long the broker may have to wait for its venue's limits.</summary>
    protected virtual TimeSpan LongestWait => TimeSpan.Zero;

    /// <summary>An order of ten units at about 100, or what a test says.</summary>
    protected virtual ApprovedOrder Order(string id = "order-1", decimal? limit = null) =>
        Some.ApprovedOrder(Some.Order(id: id, limit: limit));

    /// <summary>Any order at all.</summary>
    protected virtual ApprovedOrder AnyOrder(Random random) => Some.ApprovedOrder(Some.Order(
        random.Next(1, 200_000), random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, Some.Gold(),
        $"order-{random.Next()}", random.Next(2) == 0 ? null : 80m + random.Next(40)));

    /// <summary>Sends an order; asks for it too where a venue's first answer knows no fills yet.</summary>
    protected virtual Task<OrderReport> SendAsync(IBroker broker, ApprovedOrder order, DeskClock now) =>
        broker.SubmitAsync(order, now, default);

    /// <summary>An order of ten units that no bar or book near 100 fills.</summary>
    protected ApprovedOrder Waiting(string id) => Order(id, limit: 1m);

    private decimal Units(VenueAccount account) => account.Positions
        .Where(held => held.Instrument == Order().Order.Instrument.Id)
        .Sum(held => held.Quantity);

    /// <summary>
    /// Makes a broker without orders, whose venue fills ten AAPL or gold at about 100 in replayed time.
    /// </summary>
    protected abstract IBroker CreateBroker();
}
