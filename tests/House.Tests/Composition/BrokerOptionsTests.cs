using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Http;
using TradingBase.Composition;
using TradingBase.Execution;
using TradingBase.Testing;

namespace TradingBase.House.Tests.Composition;

public sealed class BrokerOptionsTests
{
    private const string Sound = """
        {
          "markets": [{ "name": "crypto-spot", "instruments": ["BTCUSDT"] }, { "name": "fx" }],
          "brokers": [{
            "kind": "binance", "markets": ["crypto-spot"],
            "keyVariable": "MY_KEY", "secretVariable": "MY_SECRET"
          }]
        }
        """;

    [Fact]
    public void AddTradingBase_Defaults_RegistersPaperAndNobodyElse()
    {
        using ServiceProvider house = Build("{}");

        Assert.Equal("paper", Assert.Single(house.GetServices<IBroker>()).Name);
        Assert.Equal("paper", house.GetRequiredService<BrokerDesk>().Of("crypto-spot").Name);
    }

    [Fact]
    public void AddTradingBase_ABrokerChosen_ServesItsMarketsAndPaperTheRest()
    {
        using ServiceProvider house = Build(Sound);

        Assert.Equal(
            ["binance", "paper"], house.GetServices<IBroker>().Select(broker => broker.Name).Order());
        BrokerDesk desk = house.GetRequiredService<BrokerDesk>();
        Assert.Equal(("binance", "paper"), (desk.Of("crypto-spot").Name, desk.Of("fx").Name));
        Assert.False(desk.Of("crypto-spot").Traits.OnPaper);
        VenueSettings settings =
            house.GetRequiredService<IReadOnlyDictionary<string, VenueSettings>>()["binance"];
        Assert.Equal(new InstrumentId("BTCUSDT", "crypto-spot"), Assert.Single(settings.Instruments));
        Assert.DoesNotContain("value of", settings.ToString(), StringComparison.Ordinal);
        Assert.Contains("the variable MY_SECRET", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binance", "crypto-spot", 0)]
    [InlineData("paper", "crypto-spot", 1_000_000)]
    [InlineData("binance", "fx", 1_000_000)]
    public void ToDesk_StartingCash_IsOnlyWhereAMarketGoesToPaper(string kind, string served, int cash)
    {
        TradingBaseOptions options = new()
        {
            Markets = [new() { Name = "crypto-spot" }],
            Brokers = [new() { Kind = kind, Markets = [served] }],
        };

        Assert.Equal(cash, TradingBaseServices.ToDesk(options, RosterNames.Known).StartingCash);
    }

    [Fact]
    public void AddTradingBase_AVariableThatIsNotSet_IsNamedAndNothingIsRegistered()
    {
        ServiceCollection services = new();

        ConfigurationException refused = Assert.Throws<ConfigurationException>(() =>
            services.AddTradingBase(OptionsReader.Read(Sound, "a test"), Host("MY_KEY")));

        Assert.Equal(
            "configuration: $.brokers[0].secretVariable: the variable MY_SECRET, which is not set was found, "
                + "a variable that holds the credential was expected.",
            refused.Message);
        Assert.Empty(services);
    }

    [Theory]
    [InlineData("""{"kind":"moon"}""", "$.brokers[0].kind")]
    [InlineData("""{"kind":"binance"}""", "$.brokers[0].keyVariable")]
    [InlineData("""{"kind":"binance"}""", "$.brokers[0].secretVariable")]
    [InlineData("""{"kind":"binance"}""", "$.brokers[0].markets")]
    [InlineData("""{"kind":"binance","markets":["fx"]}""", "$.markets")]
    [InlineData("""{"kind":"binance","markets":["mars"]}""", "$.brokers[0].markets[0]")]
    [InlineData("""{"kind":"binance","baseUrl":"http://example.com/x"}""", "$.brokers[0].baseUrl")]
    [InlineData("""{"kind":"binance","baseUrl":"ftp://example.com"}""", "$.brokers[0].baseUrl")]
    [InlineData("""{"kind":"binance","keyVariable":"my key"}""", "$.brokers[0].keyVariable")]
    [InlineData("""{"kind":"paper"},{"kind":"paper"}""", "$.brokers[1].kind")]
    [InlineData("""{"kind":"paper","markets":["fx"]},{"kind":"binance","markets":["fx"]}""",
        "$.brokers[1].markets[0]")]
    [InlineData("""{"kind":"binance","timeoutSeconds":0}""", "$.brokers[0].timeoutSeconds")]
    public void Read_AMistake_IsNamedByItsPath(string brokers, string path)
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(
            () => OptionsReader.Read($$"""{"brokers":[{{brokers}}]}""", "a test"));

        Assert.Contains(path, refused.Mistakes.Select(mistake => mistake.Path));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("https://testnet.binance.vision")]
    public void Read_AnAddressThatKeepsKeysSafe_IsTaken(string address) => Assert.NotNull(
        OptionsReader.Read(Sound.Replace(
            "\"kind\"", $"\"baseUrl\": \"{address}\", \"kind\"", StringComparison.Ordinal), "a test"));

    private static HostSettings Host(params string[] set) => new("test", new byte[32])
    {
        ReadVariable = name => set.Contains(name) ? $"value of {name}" : null,
    };

    private static ServiceProvider Build(string json) => new ServiceCollection()
        .AddTradingBase(OptionsReader.Read(json, "a test"), Host("MY_KEY", "MY_SECRET"))
        .AddLogging()
        .AddSingleton<IStateStore, MemoryStateStore>()
        .AddSingleton<TimeProvider>(new ManualClock(new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero)))
        .BuildServiceProvider();
}
