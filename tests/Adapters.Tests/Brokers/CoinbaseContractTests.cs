using System.Security.Cryptography;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets.Catalog;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Coinbase's broker against the exchange that speaks its wire.</summary>
public sealed class CoinbaseContractTests : BrokerContract, IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    private PatientCaller? _caller;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    protected override DeskClock Now { get; } = new(Start, Replayed: false);

    /// <summary>The venue allows thirty requests in a second.</summary>
    protected override TimeSpan LongestWait => TimeSpan.FromMinutes(1);

    public void Dispose()
    {
        _key.Dispose();
        _caller?.Dispose();
    }

    [Fact]
    public async Task AnyTraps_NoOrderIsTwiceAtTheVenueAndEveryTradeIsOurs() =>
        await Property.ForAllAsync(random =>
    {
        ExchangeDesk desk = Desk(hasty: false);
        int seed = random.Next();
        CoinbaseBroker broker = new(desk.Open(
            wire => TrapPlan.FromSeed(seed, wire), ExchangeIdRule.GivesTheFirst));
        new TrapRun(desk, broker, id => Make(random, id)).Check(random);
        return Task.CompletedTask;
    }, count: 30);

    protected override IBroker CreateBroker()
    {
        ExchangeDesk desk = Desk(hasty: true);
        VenueBook book = desk.Open(ids: ExchangeIdRule.GivesTheFirst);
        _caller = new(desk.Hasty);
        return new CoinbaseBroker(book);
    }

    protected override ApprovedOrder Order(string id = "order-1", decimal? limit = null) =>
        LiveDesk.Order(10m, symbol: "BTCUSD", id: id, limit: limit);

    protected override ApprovedOrder AnyOrder(Random random) => Make(random, $"order-{random.Next()}");

    /// <summary>A send may be answered before the order has traded, and wait for the quota.</summary>
    protected override async Task<OrderReport> SendAsync(
        IBroker broker, ApprovedOrder order, DeskClock now)
    {
        OrderReport sent = await _caller!.AskAsync(() => broker.SubmitAsync(order, now, default));
        return await _caller.AskAsync(() => broker.QueryAsync(order, now, default)) ?? sent;
    }

    private static ApprovedOrder Make(Random random, string id) => LiveDesk.Order(
        random.Next(100, 20_000) / 1_000m, random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, "BTCUSD",
        random.Next(2) == 0 ? null : 95m + (random.Next(1_000) / 100m), id,
        force: (TimeInForce)random.Next(4));

    private ExchangeDesk Desk(bool hasty) => new(
        "coinbase", Some.Instrument("BTCUSD", new CryptoSpot()).Id,
        new("BTC-USD", "BTC", "USD")
        {
            Lot = 0.001m, MinQuantity = 0.001m, TakerFee = 0.008m,
        },
        (core, key, _) => new CoinbaseWire(core, key, _key), Start,
        _key.ExportECPrivateKeyPem(), hasty: hasty);
}
