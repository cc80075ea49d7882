using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Orders that were approved before the signing key changed.</summary>
public sealed class KeyRotationTests
{
    private readonly DeskRig _rig = new();
    private readonly Venue _venue = new();
    private readonly ApprovedOrder _order = Some.ApprovedOrder(signer: Some.Signer("old", fill: 1));

    [Fact]
    public async Task Place_ApprovedBeforeTheRotation_IsSent()
    {
        OrderReport report = await PlaceAsync(Ring("new", ("old", 1), ("new", 2)));

        Assert.Equal((OrderStatus.Accepted, 1), (report.Status, _venue.Sent));
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public async Task Place_ItsKeyWasTakenOut_IsRefusedByNameAndAlerted()
    {
        OrderReport report = await PlaceAsync(Ring("new", ("new", 2)));

        Assert.Equal((OrderStatus.Denied, 0), (report.Status, _venue.Sent));
        Assert.Equal("The order is signed with 'old', which is no key of this desk.", report.Reason);
        Assert.Equal("order-refused", Assert.Single(_rig.Told).Kind);
    }

    [Fact]
    public async Task Place_AnotherKeyUnderTheOldName_IsRefused()
    {
        OrderReport report = await PlaceAsync(Ring("new", ("old", 3), ("new", 2)));

        Assert.Equal((OrderStatus.Denied, 0), (report.Status, _venue.Sent));
        Assert.Equal("The order is not what the gate signed.", report.Reason);
    }

    private static OrderSigner Ring(string signs, params (string Id, byte Fill)[] keys) => new(
        keys.ToDictionary(key => key.Id, key => Enumerable.Repeat(key.Fill, 32).ToArray()), signs);

    private async Task<OrderReport> PlaceAsync(OrderSigner ring)
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        await _rig.Register.OpenAsync(_order);
        SealedReport answer = await new PlaceOrder(_rig.Wire(_venue, ring)).RunAsync(
            new(_order, false), default);
        Assert.Equal("new", answer.KeyId);
        return answer.Report;
    }

    private sealed class Venue : BrokerDouble
    {
        internal int Sent { get; private set; }

        public override Task<OrderReport> SubmitAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken,
            LastLook? look = null)
        {
            Sent++;
            return Task.FromResult(Some.Report(OrderStatus.Accepted, order.Order));
        }

        public override Task<OrderReport?> QueryAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            Task.FromResult<OrderReport?>(null);
    }
}
