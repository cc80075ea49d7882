using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Analysis;
using TradingBase.Composition;
using TradingBase.Composition.Options;
using TradingBase.Compute;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.House.Tests.Composition;

public sealed class TradingBaseServicesTests
{
    private static readonly HostSettings Host = new("test", new byte[32]);

    [Theory]
    [InlineData(typeof(MarketCatalog))]
    [InlineData(typeof(IMarketDataSource))]
    [InlineData(typeof(IInference))]
    [InlineData(typeof(IStrategy))]
    [InlineData(typeof(OrderSizer))]
    [InlineData(typeof(RiskGate))]
    [InlineData(typeof(HardLimits))]
    [InlineData(typeof(BrokerDesk))]
    [InlineData(typeof(DeskBooks))]
    [InlineData(typeof(PortfolioReader))]
    [InlineData(typeof(DeskOptions))]
    [InlineData(typeof(ISnapshotStore))]
    [InlineData(typeof(IReplyStore))]
    [InlineData(typeof(IDeskStateStore))]
    [InlineData(typeof(IPaperBook))]
    [InlineData(typeof(IJournal))]
    [InlineData(typeof(ILedger))]
    [InlineData(typeof(IRecordStore))]
    [InlineData(typeof(StateVerifier))]
    public void AddTradingBase_WithAStoreAndAClock_MakesWhatFunctionsAskFor(Type service)
    {
        using ServiceProvider house = Build(new TradingBaseOptions());

        Assert.Same(house.GetRequiredService(service), house.GetRequiredService(service));
    }

    [Fact]
    public void AddTradingBase_WithTheFunctionsOwn_CanMakeEveryFunctionClass()
    {
        using ServiceProvider house = Build(new TradingBaseOptions());
        Type[] classes =
        [
            .. typeof(FunctionServices).Assembly.GetTypes()
                .Where(type => !type.IsAbstract)
                .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute), false))),
        ];

        Assert.NotEmpty(classes);
        Assert.All(classes, type => Assert.NotNull(ActivatorUtilities.CreateInstance(house, type)));
    }

    [Fact]
    public void AddTradingBase_Defaults_ConsultsEveryAnalystAndLooksAtEveryMarket()
    {
        using ServiceProvider house = Build(new TradingBaseOptions());

        Assert.Equal(
            house.GetServices<IAnalyst>().Select(analyst => analyst.Name).Order(),
            house.GetRequiredService<DeskOptions>().Analysts);
        Assert.Equal(
            house.GetRequiredService<MarketCatalog>().All.Select(market => market.Name),
            house.GetRequiredService<DeskOptions>().Markets);
        Assert.True(house.GetRequiredService<IMarketDataSource>().Simulated);
    }

    [Fact]
    public void AddTradingBase_SomeChosen_RegistersNobodyElse()
    {
        using ServiceProvider house = Build(new TradingBaseOptions
        {
            Analysts = ["trend"],
            Markets = [new() { Name = "fx", Instruments = ["EURUSD"], CadenceMinutes = 30 }],
            Data = new() { Kind = "csv", Folder = "nowhere" },
            LookBack = 100,
        });
        DeskOptions desk = house.GetRequiredService<DeskOptions>();

        Assert.Equal("trend", Assert.Single(house.GetServices<IAnalyst>()).Name);
        Assert.Equal("csv", Assert.Single(house.GetServices<IMarketDataSource>()).Name);
        Assert.Equal(["fx"], desk.Markets);
        Assert.Equal(["EURUSD"], desk.Instruments["fx"]);
        Assert.Equal(TimeSpan.FromMinutes(30), desk.Cadences["fx"]);
        Assert.Equal(100, desk.LookBack);
        Assert.False(desk.Simulated);
    }

    [Fact]
    public void AddTradingBase_UnknownNames_RegistersNothingAndNamesThemAll()
    {
        ServiceCollection services = new();
        TradingBaseOptions options = new()
        {
            Markets = [new() { Name = "moon" }],
            Analysts = ["oracle"],
            Strategy = new() { Name = "luck" },
        };

        ConfigurationException refused =
            Assert.Throws<ConfigurationException>(() => services.AddTradingBase(options, Host));

        Assert.Equal(
            ["$.markets[0].name", "$.analysts[0]", "$.strategy.name"],
            refused.Mistakes.Select(mistake => mistake.Path));
        Assert.Contains("us-equities", refused.Mistakes[0].Expected, StringComparison.Ordinal);
        Assert.Empty(services);
    }

    [Fact]
    public void FromVariable_AKeyInBase64_IsNamedByItsHash()
    {
        string key = Convert.ToBase64String(new byte[48]);

        HostSettings? host = HostSettings.FromVariable(
            new SigningSection { KeyVariable = "DESK_KEY" }, name => name == "DESK_KEY" ? key : null);

        Assert.Equal("17b0761f87b081d5", host?.SigningKeyId);
        Assert.Equal(48, host?.SigningKey.Length);
        Assert.Null(HostSettings.FromVariable(new SigningSection(), _ => key));
    }

    [Fact]
    public void FromVariable_AfterARotation_TheOldKeyKeepsItsNameAndOnlyVerifies()
    {
        Dictionary<string, string> variables = new()
        {
            ["NEW"] = Convert.ToBase64String(new byte[33]), ["OLD"] = Convert.ToBase64String(new byte[48]),
        };

        HostSettings host = HostSettings.FromVariable(
            new() { KeyVariable = "NEW", PreviousKeyVariables = ["OLD"] }, variables.GetValueOrDefault)!;

        Assert.Equal(["17b0761f87b081d5", host.SigningKeyId], host.KeyRing.Keys);
        Assert.Equal(33, host.KeyRing[host.SigningKeyId].Length);
    }

    [Fact]
    public void FromVariable_APreviousKeyThatIsNotSet_IsNamedByItsPlace()
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() => HostSettings.FromVariable(
            new() { KeyVariable = "NEW", PreviousKeyVariables = ["NEW", "OLD"] },
            name => name is "NEW" ? Convert.ToBase64String(new byte[32]) : null));

        Assert.Equal("$.signing.previousKeyVariables[1]", Assert.Single(refused.Mistakes).Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not base 64")]
    [InlineData("c2hvcnQ=")]
    public void FromVariable_NoSuchKey_IsAMistakeThatDoesNotShowTheValue(string? value)
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() =>
            HostSettings.FromVariable(new SigningSection { KeyVariable = "DESK_KEY" }, _ => value));

        Assert.Equal("$.signing.keyVariable", Assert.Single(refused.Mistakes).Path);
        Assert.DoesNotContain(value ?? "\0", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(TradingBaseOptions options) => new ServiceCollection()
        .AddTradingBase(options, Host)
        .AddFunctionServices()
        .AddLogging()
        .AddSingleton<IStateStore, MemoryStateStore>()
        .AddSingleton<TimeProvider>(new ManualClock(new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero)))
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
