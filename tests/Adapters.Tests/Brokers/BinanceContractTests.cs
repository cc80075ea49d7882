using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Markets.Catalog;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Binance's broker against the exchange that speaks its wire.</summary>
public sealed class BinanceContractTests : BrokerContract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    protected override DeskClock Now { get; } = new(Start, Replayed: false);

    [Fact]
    public async Task AnyTraps_NoOrderIsTwiceAtTheVenueAndEveryTradeIsOurs() =>
        await Property.ForAllAsync(random =>
    {
        ExchangeDesk desk = Desk();
        int seed = random.Next();
        BinanceBroker broker = new(desk.Open(wire => TrapPlan.FromSeed(seed, wire)));
        new TrapRun(desk, broker, id => Make(random, id)).Check(random);
        return Task.CompletedTask;
    }, count: 100);

    protected override IBroker CreateBroker() => new BinanceBroker(Desk().Open());

    protected override ApprovedOrder Order(string id = "order-1", decimal? limit = null) =>
        LiveDesk.Order(10m, id: id, limit: limit);

    protected override ApprovedOrder AnyOrder(Random random) => Make(random, $"order-{random.Next()}");

    private static ApprovedOrder Make(Random random, string id) => LiveDesk.Order(
        random.Next(100, 20_000) / 1_000m, random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, id: id,
        limit: random.Next(2) == 0 ? null : 95m + (random.Next(1_000) / 100m),
        force: (TimeInForce)random.Next(4));

    private static ExchangeDesk Desk() => new(
        "binance", Some.Instrument("BTCUSDT", new CryptoSpot()).Id,
        new("BTCUSDT", "BTC", "USDT") { Lot = 0.001m, MinQuantity = 0.001m },
        (core, key, secret) => new BinanceWire(core, key, secret), Start);
}
