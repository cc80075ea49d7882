using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Alpaca's broker against the exchange that speaks its wire.</summary>
public sealed class AlpacaContractTests : BrokerContract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    protected override DeskClock Now { get; } = new(Start, Replayed: false);

    [Fact]
    public async Task AnyTraps_NoOrderIsTwiceAtTheVenueAndEveryTradeIsOurs() =>
        await Property.ForAllAsync(random =>
    {
        ExchangeDesk desk = Desk();
        int seed = random.Next();
        AlpacaBroker broker = new(desk.Open(
            wire => TrapPlan.FromSeed(seed, wire), ExchangeIdRule.UniqueForever));
        new TrapRun(desk, broker, id => Make(random, id)).Check(random);
        return Task.CompletedTask;
    }, count: 100);

    protected override IBroker CreateBroker() =>
        new AlpacaBroker(Desk().Open(ids: ExchangeIdRule.UniqueForever));

    protected override ApprovedOrder AnyOrder(Random random) => Make(random, $"order-{random.Next()}");

    /// <summary>The venue's first answer is always without fills: its engine answers later.</summary>
    protected override async Task<OrderReport> SendAsync(
        IBroker broker, ApprovedOrder order, DeskClock now)
    {
        OrderReport sent = await broker.SubmitAsync(order, now, default);
        return await broker.QueryAsync(order, now, default) ?? sent;
    }

    private static ApprovedOrder Make(Random random, string id) => Some.ApprovedOrder(Some.Order(
        random.Next(1, 20), random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, id: id,
        limit: random.Next(2) == 0 ? null : 95m + (random.Next(1_000) / 100m)) with
    {
        TimeInForce = (TimeInForce)random.Next(4),
    });

    private static ExchangeDesk Desk() => new(
        "alpaca", Some.Instrument().Id,
        new("AAPL", "AAPL", "USD") { Lot = 1, MinQuantity = 1, MinNotional = 1, MakerFee = 0, TakerFee = 0 },
        (core, key, secret) => new AlpacaWire(core, key, secret), Start);
}
