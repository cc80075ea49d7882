using Microsoft.Extensions.DependencyInjection;
using TradingBase.Analysis;
using TradingBase.Compute;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Composition;

/// <summary>Whom configuration may choose: the roster's guests, by the names they give themselves.</summary>
/// <param name="Markets">Markets of the catalogue.</param>
/// <param name="Analysts">Analysts.</param>
/// <param name="Strategies">Strategies.</param>
/// <param name="Providers">Kinds of compute providers.</param>
/// <param name="Feeds">Kinds of data feeds.</param>
/// <param name="Brokers">Kinds of brokers.</param>
public sealed record RosterNames(
    IReadOnlyDictionary<string, Type> Markets,
    IReadOnlyDictionary<string, Type> Analysts,
    IReadOnlyDictionary<string, Type> Strategies,
    IReadOnlyDictionary<string, Type> Providers,
    IReadOnlyDictionary<string, Type> Feeds,
    IReadOnlyDictionary<string, Type> Brokers)
{
    private static readonly Lazy<RosterNames> Once = new(Ask);

    /// <summary>The names, asked once: the roster does not change while a process runs.</summary>
    public static RosterNames Known => Once.Value;

    private static RosterNames Ask()
    {
        ServiceCollection services = new();
        services.AddEveryone(new TradingBaseOptions(), new DeskOptions(), HostSettings.ForNames);
        services.AddSingleton<IStateStore, NoStateStore>().AddSingleton(TimeProvider.System);
        using ServiceProvider everyone = services.BuildServiceProvider();
        return new(
            ByName<Market>(everyone, market => market.Name),
            ByName<IAnalyst>(everyone, analyst => analyst.Name),
            ByName<IStrategy>(everyone, strategy => strategy.Name),
            ByName<IComputeProvider>(everyone, provider => provider.Kind),
            ByName<IMarketDataSource>(everyone, source => source.Name),
            ByName<IBroker>(everyone, broker => broker.Name));
    }

    private static SortedDictionary<string, Type> ByName<TGuest>(
        IServiceProvider everyone, Func<TGuest, string> name)
        where TGuest : class
    {
        Dictionary<string, Type> byName = everyone.GetServices<TGuest>()
            .ToDictionary(name, guest => guest.GetType());
        return new(byName, StringComparer.Ordinal);
    }
}
