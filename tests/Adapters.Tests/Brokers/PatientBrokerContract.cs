using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>
/// The contract of a broker whose venue allows so few calls that they wait, against the exchange that speaks
/// its wire; and orders through traps by seed.
/// </summary>
public abstract class PatientBrokerContract : BrokerContract, IDisposable
{
    /// <summary>When the desk's clock starts.</summary>
    protected static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    private PatientCaller? _caller;

    protected override DeskClock Now { get; } = new(Start, Replayed: false);

    protected override TimeSpan LongestWait => TimeSpan.FromMinutes(1);

    /// <summary>What the venue does with ids that it has seen.</summary>
    private protected abstract ExchangeIdRule Ids { get; }

    [Fact]
    public async Task AnyTraps_NoOrderIsTwiceAtTheVenueAndEveryTradeIsOurs() =>
        await Property.ForAllAsync(random =>
    {
        ExchangeDesk desk = Desk(hasty: false);
        int seed = random.Next();
        IBroker broker = Make(desk.Open(wire => TrapPlan.FromSeed(seed, wire), Ids));
        new TrapRun(desk, broker, id => Make(random, id), NameAtVenue).Check(random);
        return Task.CompletedTask;
    }, count: 30);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _caller?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the exchange.</summary>
    private protected abstract ExchangeDesk Desk(bool hasty);

    /// <summary>Makes the broker.</summary>
    private protected abstract IBroker Make(VenueBook book);

    /// <summary>The name that an order has at the venue.</summary>
    private protected virtual string NameAtVenue(string clientOrderId) => clientOrderId;

    protected override IBroker CreateBroker()
    {
        ExchangeDesk desk = Desk(hasty: true);
        VenueBook book = desk.Open(ids: Ids);
        _caller = new(desk.Hasty);
        return Make(book);
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
}
