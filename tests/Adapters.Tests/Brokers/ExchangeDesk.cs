using TradingBase.Adapters.Http;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>A live broker's surroundings with the misbehaving exchange behind its line.</summary>
/// <param name="venue">Name of the broker.</param>
/// <param name="instrument">What is traded.</param>
/// <param name="symbol">The exchange's word for it.</param>
/// <param name="makeWire">Speaks the venue's protocol with a key and a secret.</param>
/// <param name="start">When it is, UTC.</param>
/// <param name="secret">The secret half of the key, where it has to be a special one.</param>
/// <param name="hasty">Whether waits pass at once, for tests that move no clock.</param>
internal sealed class ExchangeDesk(
    string venue, InstrumentId instrument, ExchangeSymbol symbol,
    Func<ExchangeCore, string, string, VenueWire> makeWire, DateTimeOffset start,
    string secret = LiveDesk.Secret, bool hasty = false)
{
    private const string Key = LiveDesk.Key;

    internal ManualClock Clock { get; } = new(start);

    internal HastyClock Hasty { get; private set; } = null!;

    internal MemoryStateStore Store { get; } = new();

    internal ExchangeCore Core { get; private set; } = null!;

    internal TrappedWire Wire { get; private set; } = null!;

    internal DeskClock Now => new(Clock.GetUtcNow(), Replayed: false);

    /// <summary>Opens the exchange with 10,000 of money and ten units at 99.99 to 100.01.</summary>
    /// <param name="plan">Which traps it plays; null is none.</param>
    /// <param name="ids">What happens to an id that comes again.</param>
    internal VenueBook Open(Func<VenueWire, TrapPlan>? plan = null, ExchangeIdRule ids = default)
    {
        Hasty = new(Clock);
        Core = new(Clock, ids);
        Core.List(symbol, PricePaths.Flat(start, 99.99m, 100.01m, 100));
        Core.Deposit(symbol.Quote, 10_000m);
        Core.Deposit(symbol.Base, 10m);
        VenueWire wire = makeWire(Core, Key, secret);
        Wire = new(wire, plan?.Invoke(wire) ?? TrapPlan.None);
        return Book();
    }

    /// <summary>Another process with the same venue and the same store.</summary>
    internal VenueBook Book()
    {
        VenueSettings settings = new()
        {
            BaseUrl = new("http://127.0.0.1:1"),
            Key = new("DESK_KEY", _ => Key),
            Secret = new("DESK_SECRET", _ => secret),
            Instruments = [instrument],
            Timeout = hasty ? HastyClock.Patience : TimeSpan.FromSeconds(10),
        };
        TimeProvider clock = hasty ? Hasty : Clock;
        return new(
            new Dictionary<string, VenueSettings> { [venue] = settings },
            new MarketCatalog(Some.Markets()), Store,
            new AlertBook(new JournalBook(Store), new RecordBook(Store), []),
            new VenueConnections(() => new ExchangeHandler(Wire, Clock)), clock);
    }

    /// <summary>Runs what waits for the clock, on this thread and in one order.</summary>
    internal TResult Run<TResult>(Func<Task<TResult>> what) => ClockRun.Of(Clock, what);
}
