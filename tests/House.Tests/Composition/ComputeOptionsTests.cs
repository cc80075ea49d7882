using Microsoft.Extensions.DependencyInjection;
using TradingBase.Composition;
using TradingBase.Compute;

namespace TradingBase.House.Tests.Composition;

/// <summary>Endpoints in the configuration: where they listen, what they cost, how keys travel.</summary>
public sealed class ComputeOptionsTests
{
    private const string Sound =
        """
        {"compute":{"endpoints":[
         {"name":"in-process-heuristic"},
         {"name":"claude","provider":"anthropic","baseUrl":"https://api.anthropic.com","model":"m",
          "apiKeyVariable":"MY_KEY","usdPerMillionInputTokens":3,"usdPerMillionCachedInputTokens":0.3,
          "usdPerMillionOutputTokens":15,"place":"preemptible","failureDomain":"east",
          "limits":{"requestsPerMinute":50,"evenRequests":true,"requestsPerDay":5000,
           "inputTokensPerMinute":30000,"outputTokensPerMinute":8000,"totalTokensPerMinute":38000},
          "metricsUrl":"http://10.0.0.7:8000/metrics"},
         {"name":"rack","provider":"chat-completions","baseUrl":"http://10.0.0.7:8000/v1","model":"m",
          "usdPerMillionInputTokens":2}]}}
        """;

    [Fact]
    public void Read_EveryKey_ReachesTheEndpoint()
    {
        Endpoint[] endpoints = [.. OptionsReader.Read(Sound, "a test").Compute.Endpoints
            .Select(endpoint => endpoint.ToEndpoint())];

        Assert.Equal(
            new Endpoint(
                "claude", "anthropic", "m", new("https://api.anthropic.com"), "MY_KEY", 3m, 15m, 16)
            {
                UsdPerMillionCachedInputTokens = 0.3m,
                Place = EndpointPlace.Preemptible,
                FailureDomain = "east",
                Limits = new()
                {
                    RequestsPerMinute = 50, EvenRequests = true, RequestsPerDay = 5000,
                    InputTokensPerMinute = 30000, OutputTokensPerMinute = 8000, TotalTokensPerMinute = 38000,
                },
                MetricsAddress = new("http://10.0.0.7:8000/metrics"),
            },
            endpoints[1]);
        Assert.Equal(
            new Endpoint(
                "rack", "chat-completions", "m", new("http://10.0.0.7:8000/v1"), null, 2m, 0m, 16),
            endpoints[2]);
        Assert.Equal(
            ("rack", 2m), (endpoints[2].FailureDomain, endpoints[2].UsdPerMillionCachedInputTokens));
    }

    [Theory]
    [InlineData("""{"name":"a","provider":"anthropic"}""", "$.compute.endpoints[0].baseUrl")]
    [InlineData("""{"name":"a","provider":"chat-completions"}""", "$.compute.endpoints[0].baseUrl")]
    [InlineData("""{"name":"a","provider":"moon","baseUrl":"https://x.example"}""",
        "$.compute.endpoints[0].provider")]
    [InlineData("""
        {"name":"a","provider":"anthropic","baseUrl":"http://x.example","apiKeyVariable":"MY_KEY"}
        """, "$.compute.endpoints[0].baseUrl")]
    [InlineData("""{"name":"a","place":"moon"}""", "$.compute.endpoints[0].place")]
    [InlineData("""{"name":"a","limits":{"requestsPerMinute":0}}""",
        "$.compute.endpoints[0].limits.requestsPerMinute")]
    [InlineData("""{"name":"a","limits":{"tokens":5}}""", "$.compute.endpoints[0].limits.tokens")]
    [InlineData("""{"name":"a","metricsUrl":"ftp://x"}""", "$.compute.endpoints[0].metricsUrl")]
    [InlineData("""{"name":"a","failureDomain":"over there"}""", "$.compute.endpoints[0].failureDomain")]
    [InlineData("""{"name":"a","usdPerMillionCachedInputTokens":-1}""",
        "$.compute.endpoints[0].usdPerMillionCachedInputTokens")]
    public void Read_AMistake_IsNamedByItsPath(string endpoint, string path)
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(
            () => OptionsReader.Read($$$"""{"compute":{"endpoints":[{{{endpoint}}}]}}""", "a test"));

        Assert.Equal([path], refused.Mistakes.Select(mistake => mistake.Path));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://localhost:8000/v1")]
    [InlineData("https://x.example")]
    public void Read_AnAddressThatKeepsKeysSafe_IsTaken(string address) => Assert.NotNull(OptionsReader.Read(
        $$$"""
        {"compute":{"endpoints":[{"name":"a","provider":"anthropic","baseUrl":"{{{address}}}",
         "apiKeyVariable":"MY_KEY"}]}}
        """,
        "a test"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void AddTradingBase_AKeyThatIsNotSet_IsNamedAndNothingIsRegistered(string? value)
    {
        ServiceCollection services = new();

        ConfigurationException refused = Assert.Throws<ConfigurationException>(() =>
            services.AddTradingBase(OptionsReader.Read(Sound, "a test"), Host(value)));

        Assert.Equal(
            "configuration: $.compute.endpoints[1].apiKeyVariable: the variable MY_KEY, which is not set was "
                + "found, a variable that holds the key was expected.",
            refused.Message);
        Assert.Empty(services);
    }

    [Fact]
    public void AddTradingBase_AKeyThatIsSet_StartsAndIsWrittenNowhere()
    {
        ServiceCollection services = new();

        services.AddTradingBase(OptionsReader.Read(Sound, "a test"), Host("sk-secret"));

        services.AddSingleton(TimeProvider.System);
        using ServiceProvider house = services.BuildServiceProvider();
        Assert.Equal(
            ["anthropic", "chat-completions", "heuristic"],
            house.GetServices<IComputeProvider>().Select(provider => provider.Kind).Order());
        Assert.DoesNotContain(
            "sk-secret", Canonical.Json(house.GetRequiredService<TradingBaseOptions>()),
            StringComparison.Ordinal);
    }

    private static HostSettings Host(string? key) => new("test", new byte[32])
    {
        ReadVariable = name => name == "MY_KEY" ? key : null,
    };
}
