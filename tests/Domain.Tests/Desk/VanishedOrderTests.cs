using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>Orders that a venue had, and of which it knows nothing any more.</summary>
public sealed class VanishedOrderTests
{
    private readonly ReconciliationRig _rig = new();

    [Theory]
    [InlineData(OrderStatus.Accepted)]
    [InlineData(OrderStatus.PartiallyFilled)]
    [InlineData(OrderStatus.PendingCancel)]
    public async Task Run_AnOrderThatTheVenueHasPurged_IsToldAndThenEndedWithWhatItFilled(OrderStatus status)
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        Fill[] fills = status is OrderStatus.PartiallyFilled
            ? [_rig.Venue.Deal(Some.Fill(order.Order, 4m, tradeId: "t1"))]
            : [];
        await _rig.Orders.SettleAsync(order, Some.Report(status, order.Order, fills: fills), default);

        Assert.Empty((await _rig.RunAsync()).Findings);
        Assert.Empty(await _rig.AlertsAsync());
        Assert.Empty((await _rig.RunAsync()).Findings);
        Assert.Equal(["order-vanished"], await _rig.AlertsAsync());
        ReconciliationReport third = await _rig.RunAsync();

        Assert.Equal([ReconciliationFindingKind.OrderVanished], third.Findings.Select(one => one.Kind));
        Assert.True(third.Passed, third.Reason);
        Assert.Empty(await _rig.Register.ReadAsync(default));
        OrderRecord record = (await _rig.Orders.FindAsync(order.Order, default))!;
        Assert.Equal((OrderStatus.Canceled, fills.Sum(fill => fill.Quantity)),
            (record.Report.Status, record.End!.Filled));
        await _rig.AssertEqualAsync();
    }

    [Fact]
    public async Task Run_AnOrderThatComesBackInBetween_IsNotEnded()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        await _rig.Orders.SettleAsync(order, Some.Report(OrderStatus.Accepted, order.Order), default);
        await _rig.RunAsync();
        await _rig.RunAsync();

        _rig.Venue.Open.Add(VenueTruth.Order("v1", "ours"));
        await _rig.RunAsync();
        _rig.Venue.Open.Clear();
        await _rig.RunAsync();
        await _rig.RunAsync();

        Assert.Single(await _rig.Register.ReadAsync(default));
    }

    [Fact]
    public async Task Run_AFillThatIsShownAfterTheEnd_IsBookedAllTheSame()
    {
        await _rig.OpenAsync();
        ApprovedOrder order = await _rig.SendAsync("ours");
        await _rig.Orders.SettleAsync(order, Some.Report(OrderStatus.Accepted, order.Order), default);
        for (int run = 0; run < 3; run++)
        {
            await _rig.RunAsync();
        }

        _rig.Venue.Deal(Some.Fill(order.Order, 4m, tradeId: "t1"));
        ReconciliationReport last = await _rig.RunAsync();

        Assert.True(last.Passed, last.Reason);
        await _rig.AssertEqualAsync();
    }
}
