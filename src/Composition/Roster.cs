using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Compute;
using TradingBase.Adapters.MarketData;
using TradingBase.Analysis;
using TradingBase.Analysis.Analysts;
using TradingBase.Compute;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;

namespace TradingBase.Composition;

/// <summary>Who lives in this house: a new arrival is one new file elsewhere and one line here.</summary>
internal static class Roster
{
    internal static IServiceCollection AddRoster(this IServiceCollection services) => services

        // Markets of the catalogue.
        .AddSingleton<Market, Commodities>()
        .AddSingleton<Market, CryptoSpot>()
        .AddSingleton<Market, Fx>()
        .AddSingleton<Market, UsEquities>()

        // Data feeds; configuration chooses one.
        .AddSingleton<IMarketDataSource, CsvFeed>()
        .AddSingleton<IMarketDataSource, SimulatedFeed>()

        // Compute providers, one for each protocol.
        .AddSingleton<IComputeProvider, AnthropicProvider>()
        .AddSingleton<IComputeProvider, ChatCompletionsProvider>()
        .AddSingleton<IComputeProvider, HeuristicProvider>()

        // Analysts; configuration chooses some.
        .AddSingleton<IAnalyst, BreadthAnalyst>()
        .AddSingleton<IAnalyst, MeanReversionAnalyst>()
        .AddSingleton<IAnalyst, ResearchAnalyst>()
        .AddSingleton<IAnalyst, TrendAnalyst>()
        .AddSingleton<IAnalyst, VolatilityRegimeAnalyst>()

        // Strategies; configuration chooses one.
        .AddSingleton<IStrategy, ConvictionWeighted>()

        // Risk rules. Their order changes no verdict.
        .AddSingleton<IRiskRule, ApprovedVersion>()
        .AddSingleton<IRiskRule, BuyingPower>()
        .AddSingleton<IRiskRule, ChildWithinParent>()
        .AddSingleton<IRiskRule, DeskStateAllows>()
        .AddSingleton<IRiskRule, FreshDecision>()
        .AddSingleton<IRiskRule, FreshReference>()
        .AddSingleton<IRiskRule, InitialMargin>()
        .AddSingleton<IRiskRule, KnownInstrument>()
        .AddSingleton<IRiskRule, MarketOrderTaken>()
        .AddSingleton<IRiskRule, MaxConcentration>()
        .AddSingleton<IRiskRule, MaxDailyLoss>()
        .AddSingleton<IRiskRule, MaxDrawdown>()
        .AddSingleton<IRiskRule, MaxGrossExposure>()
        .AddSingleton<IRiskRule, MaxMarketExposure>()
        .AddSingleton<IRiskRule, MaxNetExposure>()
        .AddSingleton<IRiskRule, MaxOpenOrders>()
        .AddSingleton<IRiskRule, MaxOpenPositions>()
        .AddSingleton<IRiskRule, MaxOrderNotional>()
        .AddSingleton<IRiskRule, MaxOrderQuantity>()
        .AddSingleton<IRiskRule, MaxOrderRate>()
        .AddSingleton<IRiskRule, MaxRejections>()
        .AddSingleton<IRiskRule, MaxRepeatedOrders>()
        .AddSingleton<IRiskRule, MaxVolumeShare>()
        .AddSingleton<IRiskRule, MinOrderNotional>()
        .AddSingleton<IRiskRule, NoDuplicate>()
        .AddSingleton<IRiskRule, NoSelfTrade>()
        .AddSingleton<IRiskRule, NotRestricted>()
        .AddSingleton<IRiskRule, NotSuspended>()
        .AddSingleton<IRiskRule, OpeningAllowed>()
        .AddSingleton<IRiskRule, PriceCollar>()
        .AddSingleton<IRiskRule, PriceStep>()
        .AddSingleton<IRiskRule, QuantityStep>()
        .AddSingleton<IRiskRule, ReduceOnlyShrinks>()
        .AddSingleton<IRiskRule, SessionAllowsOrder>()
        .AddSingleton<IRiskRule, ShortSelling>()
        .AddSingleton<IRiskRule, StopPriceSide>()
        .AddSingleton<IRiskRule, StopPriceStep>()
        .AddSingleton<IRiskRule, TradableInstrument>()

        // Brokers, one for each venue; configuration chooses some beside paper.
        .AddSingleton<IBroker, AlpacaBroker>()
        .AddSingleton<IBroker, BinanceBroker>()
        .AddSingleton<IBroker, CoinbaseBroker>()
        .AddSingleton<IBroker, KrakenBroker>()
        .AddSingleton<IBroker, PaperBroker>();
}
