using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Http;
using TradingBase.Adapters.MarketData;
using TradingBase.Analysis;
using TradingBase.Compute;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Composition;

/// <summary>Puts the desk together, but for what differs by host: the state store and the clock.</summary>
public static class TradingBaseServices
{
    /// <summary>Registers everything that a host's functions ask for, each as a singleton.</summary>
    /// <param name="services">
    /// Where; the host adds its <see cref="IStateStore"/> and <see cref="TimeProvider"/>.
    /// </param>
    /// <param name="options">What was configured.</param>
    /// <param name="host">What the host brings.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ConfigurationException">The options name whom the roster does not know.</exception>
    public static IServiceCollection AddTradingBase(
        this IServiceCollection services, TradingBaseOptions options, HostSettings host)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        ConfigurationMistake[] mistakes = [.. OptionsRules.FindMistakes(options)];
        mistakes = mistakes.Length > 0 ? mistakes :
        [
            .. BrokerRules.FindUnset(options, host.ReadVariable),
            .. ComputeRules.FindUnset(options, host.ReadVariable),
        ];
        if (mistakes.Length > 0)
        {
            throw new ConfigurationException("configuration", mistakes);
        }

        RosterNames known = RosterNames.Known;
        services.AddEveryone(options, ToDesk(options, known), host);
        services.Choose<IAnalyst>(known.Analysts, AnalystsOf(options, known));
        services.Choose<IStrategy>(known.Strategies, [options.Strategy.Name]);
        services.Choose<IMarketDataSource>(known.Feeds, [options.Data.Kind]);
        services.Choose<IBroker>(
            known.Brokers, options.Brokers.Select(broker => broker.Kind).Append(Fill.PaperVenue));
        return services;
    }

    /// <summary>Registers the checker of recorded bars with the markets it needs, and nothing else.</summary>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddDataChecker(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (ServiceDescriptor market in new ServiceCollection().AddRoster()
            .Where(line => line.ServiceType == typeof(Market)))
        {
            services.Add(market);
        }

        return services.AddSingleton<IDataChecker, DataChecker>();
    }

    /// <summary>Registers the whole roster and what it needs, chosen or not.</summary>
    internal static IServiceCollection AddEveryone(
        this IServiceCollection services, TradingBaseOptions options, DeskOptions desk, HostSettings host) =>
        services
        .AddRoster()
        .AddSingleton(options)
        .AddSingleton(desk)
        .AddSingleton(host)
        .AddSingleton(new CsvFeedOptions { Folder = options.Data.Folder ?? "" })
        .AddSingleton(house => options.Data.ToSimulated(house.GetRequiredService<TimeProvider>().GetUtcNow()))
        .AddSingleton(new EndpointBoardOptions())
        .AddSingleton(house => new EndpointBoard(
            options.Compute.Endpoints.Select(endpoint => endpoint.ToEndpoint()),
            house.GetRequiredService<EndpointBoardOptions>(),
            house.GetRequiredService<TimeProvider>()))
        .AddSingleton(house => new BudgetBook(
            options.Compute.Budgets.Select(budget => budget.ToBudget()),
            house.GetRequiredService<IStateStore>(),
            new(),
            house.GetRequiredService<TimeProvider>()))
        .AddSingleton(new ComputeDeskOptions())
        .AddSingleton(house => new ModelConnections(
            host.ReadVariable, house.GetRequiredService<TimeProvider>()))
        .AddSingleton<IInference, ComputeDesk>()
        .AddSingleton(options.Strategy.ConvictionWeighted)
        .AddSingleton(new OrderSizerOptions { NoTradeBand = options.Strategy.NoTradeBand })
        .AddSingleton<OrderSizer>()
        .AddSingleton(new OrderPlanner(options.Execution))
        .AddSingleton(options.Risk)
        .AddSingleton(new RiskLimitSet(options.Risk))
        .AddSingleton(options.Guard)
        .AddSingleton(options.Reconciliation)
        .AddSingleton<EffectiveLimits>()
        .AddSingleton(house => FactsOf(
            options, house.GetRequiredService<MarketCatalog>(), house.GetRequiredService<BrokerDesk>()))
        .AddSingleton(new OrderSigner(host.KeyRing, host.SigningKeyId))
        .AddSingleton<RiskGate>()
        .AddSingleton<HardLimits>()
        .AddSingleton(new JournalOptions { RetentionMonths = options.Journal.RetentionMonths })
        .AddSingleton(options.Paper.ToMatching())
        .AddSingleton<ReportSealer>()
        .AddSingleton(ToBrokerDesk(options))
        .AddSingleton<VenueConnections>()
        .AddSingleton<IReadOnlyDictionary<string, VenueSettings>>(VenuesOf(options, host))
        .AddSingleton<VenueBook>()
        .AddSingleton<BrokerDesk>()
        .AddSingleton<IDataChecker, DataChecker>()
        .AddSingleton<MarketCatalog>()
        .AddDesk()
        .AddAlertChannels(options.Alerts, host.ReadVariable)
        .AddSingleton(new LedgerOptions
        {
            HedgingMarkets = options.Markets.Where(market => market.Hedging)
                .Select(market => market.Name).ToHashSet(),
        })
        .AddBooks();

    /// <summary>Registers what puts the desk's own documents together.</summary>
    private static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<AbandonedOrders>()
        .AddSingleton<AccountAdoption>()
        .AddSingleton<AlertBook>()
        .AddSingleton<DeskBounds>()
        .AddSingleton<LimitBook>()
        .AddSingleton<SuspensionBook>()
        .AddSingleton<ApprovalBook>()
        .AddSingleton<CancelBook>()
        .AddSingleton<CycleDocuments>()
        .AddSingleton<DailyBooks>()
        .AddSingleton<DailyCounter>()
        .AddSingleton<DailyReporter>()
        .AddSingleton<DeskBooks>()
        .AddSingleton<DeskGuard>()
        .AddSingleton<DeskStart>()
        .AddSingleton<StartHold>()
        .AddSingleton<DeskStatusReader>()
        .AddSingleton<DeskSwitch>()
        .AddSingleton<DeskWatch>()
        .AddSingleton<DueMarkets>()
        .AddSingleton<VenueSteps>()
        .AddSingleton<ExitPlanner>()
        .AddSingleton<ExposureRegister>()
        .AddSingleton<ExternalOrders>()
        .AddSingleton<HeartbeatBook>()
        .AddSingleton<IntendedOrders>()
        .AddSingleton<KillHalt>()
        .AddSingleton<LossWatch>()
        .AddSingleton<OrderBook>()
        .AddSingleton<OrderJudge>()
        .AddSingleton<OrderReconciliation>()
        .AddSingleton<OrderWatch>()
        .AddSingleton<OrderWire>()
        .AddSingleton<OutlookReader>()
        .AddSingleton<PortfolioReader>()
        .AddSingleton<PostingBook>()
        .AddSingleton<Reconciler>()
        .AddSingleton<ReconciliationBreaks>()
        .AddSingleton<ReconciliationConclusion>()
        .AddSingleton<ReconciliationMarks>()
        .AddSingleton<ReconciliationNotes>()
        .AddSingleton<RejectionBook>()
        .AddSingleton<ReplacementBook>()
        .AddSingleton<SituationReader>()
        .AddSingleton<SliceBook>()
        .AddSingleton<StoreTrouble>()
        .AddSingleton<VanishedOrders>()
        .AddSingleton<VenueReconciliation>()
        .AddSingleton<VenueSweeper>();

    /// <summary>Registers what is kept in the state store; the same for every host.</summary>
    private static IServiceCollection AddBooks(this IServiceCollection services) => services
        .AddSingleton<ISnapshotStore, SnapshotBook>()
        .AddSingleton<IReplyStore, ReplyBook>()
        .AddSingleton<IDeskStateStore, DeskStateBook>()
        .AddSingleton<IPaperBook, PaperBook>()
        .AddSingleton<IJournal, JournalBook>()
        .AddSingleton<JournalSealer>()
        .AddSingleton<ILedger, LedgerBook>()
        .AddSingleton<IRecordStore, RecordBook>()
        .AddSingleton<StateVerifier>();

    /// <summary>What does not change while the desk runs.</summary>
    internal static DeskFacts FactsOf(TradingBaseOptions options, MarketCatalog catalog, BrokerDesk brokers)
    {
        // What says which configurations are approved cannot be part of what is approved.
        TradingBaseOptions plain = options with
        {
            Risk = options.Risk with { ApprovedVersions = null, ApprovedConfigurations = null },
        };
        string version = typeof(TradingBaseServices).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        return new(
            new(version.Split('+')[0], Canonical.Hash(plain)),
            catalog.All.Select(market => market.Name)
                .Where(name => !brokers.Of(name).Traits.TakesMarketOrders).ToHashSet());
    }

    /// <summary>Writes the options as functions know them.</summary>
    internal static DeskOptions ToDesk(TradingBaseOptions options, RosterNames known) => new()
    {
        Name = options.Desk.Name,
        BaseCurrency = options.Desk.BaseCurrency,
        StartingCash = MarketsOf(options, known).Any(market => GoesToPaper(options, market))
            ? options.Desk.StartingCash
            : 0m,
        Markets = MarketsOf(options, known),
        Instruments = options.Markets
            .Where(market => market.Instruments.Count > 0)
            .ToDictionary(market => market.Name, market => market.Instruments),
        Cadences = options.Markets
            .Where(market => market.CadenceMinutes is not null)
            .ToDictionary(
                market => market.Name, market => TimeSpan.FromMinutes(market.CadenceMinutes!.Value)),
        Analysts = AnalystsOf(options, known),
        LookBack = options.LookBack,
        BatchSize = options.Desk.BatchSize,
        InferencePatience = TimeSpan.FromSeconds(options.Desk.InferencePatienceSeconds),
        StaleAfter = TimeSpan.FromHours(options.Desk.StaleMarkHours),
        OrderPatience = TimeSpan.FromMinutes(options.Desk.OrderPatienceMinutes),
        ApprovalPatience = TimeSpan.FromMinutes(options.Desk.ApprovalPatienceMinutes),
        Simulated = options.Data.Kind is "simulated",
    };

    private static IReadOnlyList<string> MarketsOf(TradingBaseOptions options, RosterNames known) =>
        options.Markets.Count == 0
            ? [.. known.Markets.Keys]
            : [.. options.Markets.Select(market => market.Name)];

    // Limits of a live desk are fractions of what its venues hold: paper money would loosen them all.
    private static bool GoesToPaper(TradingBaseOptions options, string market) =>
        options.Brokers.FirstOrDefault(broker => broker.Markets.Contains(market)) is not { } broker
        || broker.Kind == Fill.PaperVenue;

    private static BrokerDeskOptions ToBrokerDesk(TradingBaseOptions options) => new()
    {
        Brokers = options.Brokers
            .SelectMany(broker => broker.Markets.Select(market => (Market: market, broker.Kind)))
            .DistinctBy(pair => pair.Market)
            .ToDictionary(pair => pair.Market, pair => pair.Kind),
    };

    private static Dictionary<string, VenueSettings> VenuesOf(
        TradingBaseOptions options, HostSettings host) =>
        options.Brokers.ToDictionary(
            broker => broker.Kind,
            broker => broker.ToSettings(
                [
                    .. options.Markets
                        .Where(market => broker.Markets.Contains(market.Name))
                        .SelectMany(market => market.Instruments.Select(
                            symbol => new InstrumentId(symbol, market.Name))),
                ],
                host.ReadVariable));

    private static IReadOnlyList<string> AnalystsOf(TradingBaseOptions options, RosterNames known) =>
        options.Analysts.Count == 0 ? [.. known.Analysts.Keys] : options.Analysts;

    /// <summary>Takes out whom configuration did not choose: nobody is made who has nothing to do.</summary>
    private static void Choose<TGuest>(
        this IServiceCollection services, IReadOnlyDictionary<string, Type> known, IEnumerable<string> chosen)
    {
        Type[] wanted = [.. chosen.Select(name => known[name])];
        ServiceDescriptor[] others =
        [
            .. services.Where(line =>
                line.ServiceType == typeof(TGuest) && !wanted.Contains(line.ImplementationType)),
        ];
        foreach (ServiceDescriptor line in others)
        {
            services.Remove(line);
        }
    }
}
