using TradingBase.Adapters.Http;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>
/// What a live broker stands on in tests: a scripted venue, a manual clock, a store in memory.
/// </summary>
internal sealed class LiveDesk
{
    internal const string Key = "key-of-a-test", Secret = "c2VjcmV0LW9mLWEtdGVzdA==";

    internal static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    internal LiveDesk(
        string venue, string[] symbols, string market = "crypto-spot", MemoryStateStore? store = null,
        string secret = Secret)
    {
        Store = store ?? new();
        Records = new RecordBook(Store);
        VenueSettings settings = new()
        {
            BaseUrl = new("http://127.0.0.1:1"),
            Key = new("DESK_KEY", _ => Key),
            Secret = new("DESK_SECRET", _ => secret),
            Instruments = [.. symbols.Select(symbol => new InstrumentId(symbol, market))],
        };
        Book = new(
            new Dictionary<string, VenueSettings> { [venue] = settings },
            new MarketCatalog(Some.Markets()), Store,
            new AlertBook(new JournalBook(Store), Records, []), new VenueConnections(() => Venue), Clock);
    }

    internal ScriptedVenue Venue { get; } = new();

    internal ManualClock Clock { get; } = new(Start);

    internal MemoryStateStore Store { get; }

    internal RecordBook Records { get; }

    internal VenueBook Book { get; }

    internal static DeskClock Now { get; } = new(Start, Replayed: false);

    /// <summary>An approved order for a coin.</summary>
    internal static ApprovedOrder Order(
        decimal quantity = 1m, OrderSide side = OrderSide.Buy, string symbol = "BTCUSDT",
        decimal? limit = null, string id = "order-1", decimal reference = 100m,
        OrderType? type = null, TimeInForce force = default,
        decimal? stop = null) =>
        Some.ApprovedOrder(Some.Order(
            quantity, side, Some.Instrument(symbol, new Markets.Catalog.CryptoSpot()), id, limit, reference,
            type: type) with
        {
            TimeInForce = force,
            StopPrice = stop,
        });

    /// <summary>Runs what waits for the clock, on this thread and in one order.</summary>
    internal TResult Run<TResult>(Func<Task<TResult>> what) => ClockRun.Of(Clock, what);
}
