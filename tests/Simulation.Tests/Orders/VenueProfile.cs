using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBase.Adapters.Http;
using TradingBase.Composition;
using TradingBase.Composition.Options;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>A venue of the simulation, and the whole desk as it is configured to trade there.</summary>
/// <param name="Kind">Name of the broker.</param>
/// <param name="Instrument">What is traded.</param>
/// <param name="Listed">The exchange's word for it.</param>
/// <param name="Ids">What the venue does with an id that comes again.</param>
/// <param name="Speak">Its protocol.</param>
/// <param name="TimedType">The type of its orders for a moment of the session.</param>
/// <param name="TradeIdOf">What its broker calls a trade.</param>
/// <param name="OpeningUnits">What the account holds at the beginning, at a cost that only we know.</param>
internal sealed partial record VenueProfile(
    string Kind, Instrument Instrument, ExchangeSymbol Listed, ExchangeIdRule Ids,
    Func<ExchangeCore, string, string, VenueWire> Speak, OrderType TimedType,
    Func<ExchangeTrade, string> TradeIdOf, decimal OpeningUnits)
{
    private const string Key = "key-of-a-simulation";

    private static readonly DateTimeOffset Yesterday = new(2026, 1, 4, 0, 0, 0, TimeSpan.Zero);

    // One for all lives, so that the container makes its plans once; what a life has of its own comes from
    // its scope.
    private readonly ConcurrentDictionary<string, ServiceProvider> _desks = new();

    /// <summary>The secret half of the desk's key.</summary>
    internal string Secret { get; private init; } = "c2VjcmV0LW9mLWEtc2ltdWxhdGlvbg==";

    /// <summary>What the venue calls an order of ours.</summary>
    internal Func<string, string> NameOf { get; private init; } = static id => id;

    /// <summary>Opens the venue's protocol over an exchange, with the desk's key.</summary>
    internal VenueWire Wire(ExchangeCore core) => Speak(core, Key, Secret);

    /// <summary>Puts one process of the desk together.</summary>
    internal IServiceProvider Desk(
        IStateStore store, TimeProvider clock, VenueConnections connections, Planted? planted)
    {
        ServiceProvider desks = _desks.GetOrAdd($"{planted}", _ => Build(planted));
        IServiceProvider desk = desks.CreateScope().ServiceProvider;
        desk.GetRequiredService<Surroundings>().Set(store, clock, connections);
        return desk;
    }

    private ServiceProvider Build(Planted? planted)
    {
        ServiceCollection services = [];
        foreach (ServiceDescriptor line in Compose(Kind, Instrument, Secret).Plant(planted))
        {
            bool shared = line.ImplementationInstance is not null
                || line.Lifetime is not ServiceLifetime.Singleton
                || line.ServiceType.Namespace?.StartsWith(nameof(TradingBase), StringComparison.Ordinal)
                    is not true;
            services.Add([shared ? line
                : line.ImplementationFactory is { } make
                    ? ServiceDescriptor.Scoped(line.ServiceType, make)
                    : ServiceDescriptor.Scoped(line.ServiceType, line.ImplementationType!)]);
        }

        return services
            .AddScoped<Surroundings>()
            .AddScoped(life => life.GetRequiredService<Surroundings>().Store)
            .AddScoped(life => life.GetRequiredService<Surroundings>().Clock)
            .AddScoped(life => life.GetRequiredService<Surroundings>().Connections)
            .BuildServiceProvider();
    }

    /// <summary>What a process finds outside of itself.</summary>
    private sealed class Surroundings
    {
        internal IStateStore Store { get; private set; } = null!;

        internal TimeProvider Clock { get; private set; } = null!;

        internal VenueConnections Connections { get; private set; } = null!;

        internal void Set(IStateStore store, TimeProvider clock, VenueConnections connections) =>
            (Store, Clock, Connections) = (store, clock, connections);
    }

    private static IServiceCollection Compose(
        string kind, Instrument instrument, string secret)
    {
        TradingBaseOptions options = new()
        {
            Desk = new() { OrderPatienceMinutes = 20, StartingCash = 1_000_000m },
            Markets = [new() { Name = instrument.Id.Market, Instruments = [instrument.Id.Symbol] }],
            Brokers =
            [
                new BrokerSection
                {
                    Kind = kind, BaseUrl = new("http://127.0.0.1:1"), KeyVariable = "KEY",
                    SecretVariable = "SECRET", Markets = [instrument.Id.Market],
                },
            ],
            Risk = Loose(),
            Guard = new() { MaxRejections = 1_000 },
        };
        HostSettings host = new("simulation", new byte[32])
        {
            ReadVariable = name => name is "KEY" ? Key : secret,
        };
        return new ServiceCollection().AddLogging().AddTradingBase(options, host)
            .AddSingleton<IMarketDataSource>(_ => new ScriptedMarkets(
                Yesterdays(instrument, 100m),
                Yesterdays(Some.Instrument("USDTUSD", new Markets.Catalog.CryptoSpot()), 1m)));
    }

    private static BarSeries Yesterdays(Instrument instrument, decimal close) => new(
        instrument, TimeSpan.FromDays(1), "simulation", Simulated: false, [Some.Bar(Yesterday, close)]);

    // So that nearly every order passes: what the gate refuses is tested elsewhere.
    private static RiskLimits Loose() => new()
    {
        ApprovalNotional = 450m, DuplicateWindow = TimeSpan.FromTicks(1), MaxRepeats = 1_000_000,
        MaxRejections = 1_000_000, MaxVolumeShare = Ratio.FromPercent(100),
        MaxDailyLoss = Ratio.FromPercent(100), MaxDrawdown = Ratio.FromPercent(100),
        PriceCollar = Ratio.FromPercent(100),
    };
}
