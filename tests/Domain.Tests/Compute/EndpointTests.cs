using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class EndpointTests
{
    [Fact]
    public void PriceOf_Tokens_IsExactToTheLastDigit() => Assert.Equal(
        0.0000191m,
        Some.Endpoint(usdPerMillionInputTokens: 0.1m, usdPerMillionOutputTokens: 1.7m).PriceOf(new(4, 11)));

    [Fact]
    public void PriceOf_CachedTokens_CostTheirOwnPrice()
    {
        Endpoint endpoint = Some.Endpoint(usdPerMillionInputTokens: 10m, usdPerMillionOutputTokens: 0m);

        Assert.Equal(0.01m, endpoint.PriceOf(new(1_000, 0, 400)));
        Assert.Equal(
            0.0064m, (endpoint with { UsdPerMillionCachedInputTokens = 1m }).PriceOf(new(1_000, 0, 400)));
    }
}
