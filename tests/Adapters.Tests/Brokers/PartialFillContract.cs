using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>
/// What a broker must do whose venue fills in parts, and at once or not at all: inherited where the test's
/// venue can be made to give less than is asked for.
/// </summary>
public abstract class PartialFillContract : BrokerContract
{
    /// <summary>More AAPL than the venue has at once.</summary>
    protected const decimal Much = 150_000m;

    [Fact]
    public async Task Cancel_PartlyFilledOrder_KeepsItsFillsAndTakesTheRestBack()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Large(TimeInForce.GoodTilCanceled);
        await broker.SubmitAsync(order, Working, default);
        DeskClock then = await GiveAPartAsync(broker);
        OrderReport part = (await broker.QueryAsync(order, then, default))!;

        OrderReport canceled = await broker.CancelAsync(order, then, default);

        Assert.Equal((OrderStatus.PartiallyFilled, OrderStatus.Canceled), (part.Status, canceled.Status));
        Assert.InRange(part.Fills.Sum(fill => fill.Quantity), 1m, Much - 1);
        Assert.Equal(Canonical.Json(part.Fills), Canonical.Json(canceled.Fills));
        Assert.Equal(
            Canonical.Json(canceled), Canonical.Json(await broker.CancelAsync(order, then, default)));
        VenueAccount account = await broker.ReadAccountAsync(Working.DeskTime, then, default);
        Assert.Empty(account.OpenOrders);
        Assert.Equal(
            part.Fills.Sum(fill => fill.Quantity), Assert.Single(account.Positions).Quantity);
    }

    [Fact]
    public async Task ReadAccount_PartlyFilledOrder_IsOpenWithWhatIsFilled()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Large(TimeInForce.GoodTilCanceled);
        await broker.SubmitAsync(order, Working, default);
        DeskClock then = await GiveAPartAsync(broker);
        OrderReport part = (await broker.QueryAsync(order, then, default))!;

        VenueAccount account = await broker.ReadAccountAsync(Working.DeskTime, then, default);

        VenueOrder open = Assert.Single(account.OpenOrders);
        Assert.Equal(
            (OrderStatus.PartiallyFilled, part.Fills.Sum(fill => fill.Quantity)), (open.Status, open.Filled));
    }

    [Fact]
    public async Task Submit_ImmediateOrCancel_TakesWhatIsThereAndNoMore()
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Large(TimeInForce.ImmediateOrCancel);
        await broker.SubmitAsync(order, Working, default);

        OrderReport report = (await broker.QueryAsync(order, await GiveAPartAsync(broker), default))!;

        Assert.Equal(OrderStatus.Canceled, report.Status);
        Assert.InRange(report.Fills.Sum(fill => fill.Quantity), 1m, Much - 1);
    }

    [Theory]
    [InlineData(150_000, OrderStatus.Canceled)]
    [InlineData(10, OrderStatus.Filled)]
    public async Task Submit_FillOrKill_TakesAllOrNothing(int quantity, OrderStatus status)
    {
        IBroker broker = CreateBroker();
        ApprovedOrder order = Some.ApprovedOrder(
            Some.Order(quantity) with { TimeInForce = TimeInForce.FillOrKill });
        await broker.SubmitAsync(order, Working, default);

        OrderReport report = (await broker.QueryAsync(order, await GiveAPartAsync(broker), default))!;

        Assert.Equal(
            (status, status is OrderStatus.Filled ? quantity : 0m),
            (report.Status, report.Fills.Sum(fill => fill.Quantity)));
    }

    /// <summary>Lets the venue give at least one and less than <see cref="Much"/> AAPL.</summary>
    /// <returns>What time it is afterwards.</returns>
    protected abstract Task<DeskClock> GiveAPartAsync(IBroker broker);

    private static ApprovedOrder Large(TimeInForce time) =>
        Some.ApprovedOrder(Some.Order(Much) with { TimeInForce = time });
}
