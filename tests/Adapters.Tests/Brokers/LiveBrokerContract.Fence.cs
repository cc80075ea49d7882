using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <content>Who may still send, once somebody concluded that nobody did.</content>
public abstract partial class LiveBrokerContract
{
    [Fact]
    public async Task Submit_GivenUpBySomebodyElseWhileItWaited_SendsNothing()
    {
        (TrappedWire venue, IBroker broker) = Open(TrapPlan.None);
        ApprovedOrder order = Order("order-1");
        bool forbidden = false;

        OrderReport? report = await TryAsync(() => broker.SubmitAsync(order, Now(), default, async stop =>
        {
            forbidden = await broker.TryForbidSendAsync(order, Now(), stop);
            return null;
        }));

        Assert.True(forbidden);
        Assert.Equal(OrderStatus.Unknown, report!.Status);
        Assert.Empty(venue.Core.Orders);
    }

    [Fact]
    public async Task Submit_WhatTheLastLookSpeaksAgainst_IsClosedUnsentForGood()
    {
        (TrappedWire venue, IBroker broker) = Open(TrapPlan.None);
        ApprovedOrder order = Order("order-1");

        OrderReport? refused = await TryAsync(() => broker.SubmitAsync(
            order, Now(), default, _ => Task.FromResult<Denial?>(new("DeskState", "The desk is Halted."))));
        OrderReport? again = await TryAsync(() => broker.SubmitAsync(order, Now(), default));

        Assert.Equal((OrderStatus.Rejected, true), (refused!.Status, refused.ClosedByDesk));
        Assert.Equal("Nothing was sent: The desk is Halted.", refused.Reason);
        Assert.Equal(OrderStatus.Unknown, again!.Status);
        Assert.Empty(venue.Core.Orders);
    }

    [Fact]
    public async Task Forbid_AnOrderThatWasSent_IsRefusedWhileItMayArrive()
    {
        (_, IBroker broker) = Open(TrapPlan.Of(new Trap(TrapKind.LostRequest, WireCall.Place)));
        ApprovedOrder order = Order("order-1");
        OrderReport? sent = await TryAsync(() => broker.SubmitAsync(order, Now(), default));

        bool early = await broker.TryForbidSendAsync(order, Now(), default);
        Clock.Advance(broker.Traits.ArrivalWindow);
        bool late = await broker.TryForbidSendAsync(order, Now(), default);

        Assert.Equal((OrderStatus.Unknown, false, true), (sent!.Status, early, late));
    }
}
