using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBase.Adapters.Http;
using TradingBase.Composition;
using TradingBase.Composition.Options;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>The whole desk as it is configured to trade at some venues.</summary>
internal sealed class DeskProfile(params VenueProfile[] venues)
{
    private static readonly DateTimeOffset Yesterday = new(2026, 1, 4, 0, 0, 0, TimeSpan.Zero);

    private static readonly DeskProfile[] All =
    [
        new(VenueProfile.Alpaca),
        new(VenueProfile.Binance),
        new(VenueProfile.Binance, VenueProfile.Alpaca),
        new(VenueProfile.Kraken),
        new(VenueProfile.Binance),
        new(VenueProfile.Coinbase),
        new(VenueProfile.Alpaca, VenueProfile.Kraken),
        new(VenueProfile.Binance),
        new(VenueProfile.Coinbase, VenueProfile.Alpaca),
    ];

    // One for all lives, so that the container makes its plans once; what a life has of its own comes from
    // its scope.
    private readonly ConcurrentDictionary<string, ServiceProvider> _desks = new();

    /// <summary>In the order of their addresses.</summary>
    internal IReadOnlyList<VenueProfile> Venues => venues;

    /// <summary>The desk that trades at Binance alone.</summary>
    internal static DeskProfile Binance => All[1];

    /// <summary>The desk of a seed.</summary>
    internal static DeskProfile Of(int seed) => All[(int)((uint)seed % (uint)All.Length)];

    /// <summary>Puts one process of the desk together.</summary>
    internal IServiceProvider Open(
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
        foreach (ServiceDescriptor line in Compose().Plant(planted))
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

    private IServiceCollection Compose()
    {
        TradingBaseOptions options = new()
        {
            Desk = new() { OrderPatienceMinutes = 20, StartingCash = 1_000_000m },
            Markets =
            [
                .. venues.Select(venue => new MarketSection
                {
                    Name = venue.Market,
                    Instruments = [.. venue.Pairs.Select(pair => pair.Instrument.Id.Symbol)],
                }),
            ],
            Brokers =
            [
                .. venues.Select((venue, index) => new BrokerSection
                {
                    Kind = venue.Kind, BaseUrl = VenueSwitch.AddressOf(index), KeyVariable = "KEY",
                    SecretVariable = $"SECRET_{venue.Kind}", Markets = [venue.Market],
                }),
            ],
            Risk = Loose(),
            Guard = new() { MaxRejections = 1_000 },
        };
        HostSettings host = new("simulation", new byte[32])
        {
            ReadVariable = name => name is "KEY"
                ? VenueProfile.Key
                : venues.First(venue => name == $"SECRET_{venue.Kind}").Secret,
        };
        return new ServiceCollection().AddLogging().AddTradingBase(options, host)
            .AddSingleton<IMarketDataSource>(_ => new ScriptedMarkets(
            [
                .. venues.SelectMany(venue => venue.Pairs).Select(pair => Yesterdays(pair.Instrument, 100m)),
                Yesterdays(Some.Instrument("USDTUSD", new Markets.Catalog.CryptoSpot()), 1m),
            ]));
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
