using System.Text.Json;
using TradingBase.Adapters.Compute;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Tests.Compute;

public sealed class AnthropicProviderTests() : RemoteProviderContract(new AnthropicWire())
{
    [Fact]
    public async Task Stream_ASharedPrefix_IsMarkedToBeCached()
    {
        await CollectAsync(Question().Request with { PrefixKey = "research-1" });
        JsonElement system = Asked.Json.GetProperty("system")[0];
        Assert.Equal("ephemeral", system.GetProperty("cache_control").GetProperty("type").GetString());

        await CollectAsync(Question().Request with { PrefixKey = null });
        Assert.Equal(system.GetProperty("text").GetString(), Asked.Json.GetProperty("system").GetString());
    }

    [Fact]
    public async Task Stream_ThatEndsBetweenItsUsageAndItsEnd_IsBroken() => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(ModelPlay.Stream(
            [.. Opening, Wire.End()[1].Replace("\"end_turn\"", "null", StringComparison.Ordinal)]))).Failure);

    [Fact]
    public async Task Stream_Question_NamesTheVersionOfTheProtocol()
    {
        await CollectAsync(Question().Request);

        Assert.Equal("2026-10-21", Asked.Header("anthropic-version"));
    }

    [Fact]
    public async Task Stream_AnEventThatNobodyKnows_IsPassedOver()
    {
        Play = ModelPlay.Stream(
            [.. Opening, "event: news\ndata: {\"type\":\"news\"}\n\n",
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"dream_delta\",\"dream\":\"x\"}}\n\n",
                .. Wire.End()]);

        Assert.Equal("{\"a\":1", Text(await CollectAsync(Question().Request)));
    }

    /// <inheritdoc/>
    private protected override IComputeProvider Create(ModelConnections connections, TimeProvider clock) =>
        new AnthropicProvider(connections, clock);

    /// <inheritdoc/>
    private protected override Endpoint EndpointAt(Uri address) =>
        new("claude", "anthropic", "model-1", address, "MY_KEY", 3m, 15m, 4);

    /// <inheritdoc/>
    private protected override int CapOf(JsonElement question) =>
        question.GetProperty("max_tokens").GetInt32();

    /// <inheritdoc/>
    private protected override JsonElement SchemaOf(JsonElement question)
    {
        JsonElement format = question.GetProperty("output_config").GetProperty("format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        return format.GetProperty("schema");
    }
}
