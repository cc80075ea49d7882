using TradingBase.Execution;
using TradingBase.Strategy;
using TradingBase.Testing;
using static TradingBase.Execution.OrderStatus;

namespace TradingBase.Domain.Tests.Execution;

public sealed class OrderTests
{
    private static readonly ProposedOrder Ten = Some.Order();

    [Fact]
    public void Apply_FillsInParts_CountsEachOnce()
    {
        Fill first = Some.Fill(Ten, 4, 100m, "t1"), second = Some.Fill(Ten, 6, 110m, "t2");

        OrderChange partly = Sent().Apply(Some.Report(PartiallyFilled, Ten, fills: first));
        OrderChange wholly = partly.Order.Apply(Some.Report(Filled, Ten, fills: [first, second]));

        Assert.Equal((PartiallyFilled, 4m, 6m),
            (partly.Order.Status, partly.Order.Filled, partly.Order.Leaves));
        Assert.Equal((Filled, 0m, 106m),
            (wholly.Order.Status, wholly.Order.Leaves, wholly.Order.AveragePrice));
        Assert.Equal([second], wholly.NewFills);
        Assert.Empty(wholly.Alarms);
    }

    [Fact]
    public void Apply_TheSameReportTwice_ChangesNothing()
    {
        OrderReport report = Some.Report(PartiallyFilled, Ten, fills: Some.Fill(Ten, 4));
        Order once = Sent().Apply(report).Order;

        OrderChange twice = once.Apply(report);

        Assert.Equal(Canonical.Json(once), Canonical.Json(twice.Order));
        Assert.Empty(twice.NewFills);
        Assert.Empty(twice.Alarms);
    }

    [Fact]
    public void Apply_MoreThanOrdered_RaisesAnAlarmAndCountsOnlyWhatFits()
    {
        OrderChange change = Sent().Apply(Some.Report(
            Filled, Ten, fills: [Some.Fill(Ten, 8, tradeId: "t1"), Some.Fill(Ten, 3, tradeId: "t2")]));

        Assert.Equal(8m, change.Order.Filled);
        Assert.Equal([OrderAlarmKind.Overfill, OrderAlarmKind.MissingFill],
            change.Alarms.Select(alarm => alarm.Kind));
        Assert.Equal("Trade t2 would fill 11 of 10.", change.Alarms[0].Reason);
        Assert.Equal(PartiallyFilled, change.Order.Status);
    }

    [Fact]
    public void Apply_FillAfterTheCancel_IsCountedAndSaid()
    {
        Order canceled = Sent().Apply(Some.Report(Canceled, Ten)).Order;

        OrderChange late = canceled.Apply(Some.Report(Canceled, Ten, fills: Some.Fill(Ten, 10)));

        Assert.Equal((Filled, 10m), (late.Order.Status, late.Order.Filled));
        Assert.Single(late.NewFills);
        Assert.Equal(OrderAlarmKind.LateFill, Assert.Single(late.Alarms).Kind);
    }

    [Fact]
    public void Apply_FillAfterExpiry_IsCountedAndTheStateStays()
    {
        Order expired = Sent().Apply(Some.Report(Expired, Ten)).Order;

        OrderChange late = expired.Apply(Some.Report(Filled, Ten, fills: Some.Fill(Ten, 10)));

        Assert.Equal((Expired, 10m), (late.Order.Status, late.Order.Filled));
        Assert.Equal(OrderAlarmKind.LateFill, Assert.Single(late.Alarms).Kind);
    }

    [Fact]
    public void Apply_IllegalState_IsAnAlarmAndTheOrderStays()
    {
        Order filled = Sent().Apply(Some.Report(Filled, Ten, fills: Some.Fill(Ten))).Order;
        Order rejected = Sent().Apply(Some.Report(Rejected, Ten)).Order;

        OrderChange odd = rejected.Apply(Some.Report(Accepted, Ten));

        Assert.Equal(Filled, filled.Apply(Some.Report(Canceled, Ten)).Order.Status);
        Assert.Equal(Rejected, odd.Order.Status);
        Assert.Equal(
            new(OrderAlarmKind.IllegalMove, "order-1", "The order is Rejected; Accepted cannot follow."),
            Assert.Single(odd.Alarms));
    }

    [Fact]
    public void Apply_OvertakenAnswer_IsNoNews()
    {
        Order partly = Sent().Apply(
            Some.Report(PartiallyFilled, Ten, Some.DeskTime.AddMinutes(2), Some.Fill(Ten, 4))).Order;

        OrderChange old = partly.Apply(Some.Report(Accepted, Ten, Some.DeskTime.AddMinutes(1)));

        Assert.Equal(PartiallyFilled, old.Order.Status);
        Assert.Empty(old.Alarms);
        Assert.Equal(Some.DeskTime.AddMinutes(2), old.Order.ChangedAt);
    }

    [Fact]
    public void Apply_KnownTradeWithOtherNumbers_KeepsTheFirst()
    {
        Order partly = Sent().Apply(Some.Report(PartiallyFilled, Ten, fills: Some.Fill(Ten, 4, 100m))).Order;

        OrderChange changed = partly.Apply(Some.Report(PartiallyFilled, Ten, fills: Some.Fill(Ten, 5, 100m)));

        Assert.Equal(4m, changed.Order.Filled);
        Assert.Equal(OrderAlarmKind.ChangedFill, Assert.Single(changed.Alarms).Kind);
    }

    [Fact]
    public void Apply_FillOfTheOtherSide_IsNotCounted()
    {
        Fill foreign = Some.Fill(Some.Order(side: OrderSide.Sell), 4);

        OrderChange change = Sent().Apply(Some.Report(Accepted, Ten, fills: foreign));

        Assert.Equal(0m, change.Order.Filled);
        Assert.Equal(OrderAlarmKind.ForeignFill, Assert.Single(change.Alarms).Kind);
    }

    [Fact]
    public void Apply_RefusedCancel_LeadsBack()
    {
        Order waiting = Sent().Apply(Some.Report(Accepted, Ten)).Order.MoveTo(PendingCancel, Some.DeskTime);

        OrderChange back = waiting.Apply(Some.Report(Accepted, Ten));

        Assert.Equal((Accepted, null), (back.Order.Status, back.Order.Before));
        Assert.Empty(back.Alarms);
    }

    [Fact]
    public void Apply_UnknownOrder_FollowsWhatAQueryProves()
    {
        Order unknown = Sent().MoveTo(Unknown, Some.DeskTime, "The line went dead.");

        Assert.Equal(Rejected, unknown.Apply(Some.Report(Rejected, Ten)).Order.Status);
        Assert.Equal(Filled, unknown.Apply(Some.Report(Filled, Ten, fills: Some.Fill(Ten))).Order.Status);
    }

    [Fact]
    public void Apply_ReportOfAnotherOrder_IsAFault() => Assert.Throws<ArgumentException>(
        () => Sent().Apply(Some.Report(Accepted, Some.Order(id: "other"))));

    [Fact]
    public void MoveTo_IllegalState_IsAFault() => Assert.Throws<InvalidOperationException>(
        () => Order.Create(Ten, Some.DeskTime).MoveTo(Filled, Some.DeskTime));

    private static Order Sent() => Order.Create(Ten, Some.DeskTime).MoveTo(Submitted, Some.DeskTime);
}
