using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>What every broker must do. A new broker inherits these and adds its own.</summary>
public abstract class BrokerContract
{
    /// <summary>What time it is when orders are sent.</summary>
    protected static readonly DeskClock Now = new(Some.DeskTime, Replayed: true);

    [Fact]
    public async Task Submit_TheSameOrderTwice_FillsItOnce()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Some.ApprovedOrder();

        OrderReport first = await broker.SubmitAsync(order, Now, default);
        OrderReport second = await broker.SubmitAsync(order, Now, default);

        Assert.NotEmpty(first.Fills);
        Assert.Equal(Canonical.Json(first), Canonical.Json(second));
    }

    [Fact]
    public async Task Submit_TheSameOrderAtOnceFromManySides_GivesOneAnswer()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Some.ApprovedOrder();

        OrderReport[] reports = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => broker.SubmitAsync(order, Now, default))));

        Assert.Single(reports.Select(report => Canonical.Json(report)).Distinct());
    }

    [Fact]
    public async Task Submit_AnyOrder_FillsNoMoreThanAskedAndInOrder() =>
        await Property.ForAllAsync(async random =>
    {
        ProposedOrder order = Some.Order(
            random.Next(1, 200_000), random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, Some.Gold(),
            $"order-{random.Next()}", random.Next(2) == 0 ? null : 80m + random.Next(40));

        OrderReport report = await CreateBroker().SubmitAsync(Some.ApprovedOrder(order), Now, default);

        Assert.InRange(report.Fills.Sum(fill => fill.Quantity), 0, order.Quantity);
        Assert.Equal(report.Fills.OrderBy(fill => fill.AtUtc), report.Fills);
        Assert.Equal(report.Fills.Count, report.Fills.DistinctBy(fill => fill.TradeId).Count());
        Assert.All(report.Fills, fill => Assert.Equal(
            (order.ClientOrderId, order.Instrument.Id, order.Side),
            (fill.ClientOrderId, fill.Instrument, fill.Side)));
        Assert.Equal(
            report.Status is OrderStatus.Filled, report.Fills.Sum(fill => fill.Quantity) == order.Quantity);
        Assert.All(report.Fills, fill =>
            Assert.True(fill.AtUtc > Now.DeskTime && fill.AtUtc <= report.DeskTime));
    }, count: 100);

    [Fact]
    public async Task Query_OrderTheVenueNeverHad_IsNull() =>
        Assert.Null(await CreateBroker().QueryAsync(Some.ApprovedOrder(), Now, default));

    [Fact]
    public async Task Query_OrderThatWasSent_GivesWhatTheSendGave()
    {
        IBroker broker = CreateBroker();
        OrderReport sent = await broker.SubmitAsync(Some.ApprovedOrder(), Now, default);

        OrderReport? asked = await broker.QueryAsync(Some.ApprovedOrder(), Now, default);

        Assert.Equal(Canonical.Json(sent), Canonical.Json(asked));
    }

    [Fact]
    public async Task Cancel_OrderThatEnded_ChangesNothing()
    {
        IBroker broker = CreateBroker();
        OrderReport sent = await broker.SubmitAsync(Some.ApprovedOrder(), Now, default);

        OrderReport canceled = await broker.CancelAsync(
            Some.ApprovedOrder(), Now with { DeskTime = sent.DeskTime.AddHours(1) }, default);

        Assert.True(OrderMoves.HasEnded(sent.Status));
        Assert.Equal(Canonical.Json(sent), Canonical.Json(canceled));
    }

    /// <summary>
    /// Makes a broker without orders, whose venue fills ten AAPL or gold at about 100 in replayed time.
    /// </summary>
    protected abstract IBroker CreateBroker();
}
