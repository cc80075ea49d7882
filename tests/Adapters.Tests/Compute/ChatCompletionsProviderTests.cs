using System.Text.Json;
using TradingBase.Adapters.Compute;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Tests.Compute;

public sealed class ChatCompletionsProviderTests() : RemoteProviderContract(new ChatCompletionsWire())
{
    [Fact]
    public async Task Stream_AServerThatKnowsOnlyMaxTokens_GetsThatFromThenOn()
    {
        PlayFor = question => question.Contains("max_completion_tokens", StringComparison.Ordinal)
            ? ModelPlay.Json(
                "400 Bad Request", Wire.Fault("invalid_request_error", "Unknown: max_completion_tokens."))
            : null;

        await CollectAsync(Question().Request);
        Assert.Equal(2, AskedCount);
        await CollectAsync(Question().Request);

        Assert.Equal(3, AskedCount);
        Assert.Equal(
            Question().Request.MaxOutputTokens, Asked.Json.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task Stream_AnyOther400_IsNotAskedAgain()
    {
        await RefusedAsync(ModelPlay.Json("400 Bad Request", Wire.Fault("invalid_request_error", "No.")));

        Assert.Equal(1, AskedCount);
    }

    [Fact]
    public async Task Stream_ThatEndsBetweenItsUsageAndItsEnd_IsBroken() => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(ModelPlay.Stream([.. Opening, Wire.End()[1]]))).Failure);

    [Theory]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"total_tokens":160}""", 100, 60, 0)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"prompt_cache_hit_tokens":40}""", 100, 10, 40)]
    [InlineData("""
        {"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":900}}
        """, 100, 10, 100)]
    public async Task Stream_UsageOfCompatibles_CountsHiddenAndCachedTokens(
        string usage, int input, int output, int cached)
    {
        Play = ModelPlay.Stream(
            Wire.Text("{}"), Wire.End()[0],
            $"data: {{\"choices\":[],\"usage\":{usage.Trim()}}}\n\n", "data: [DONE]\n\n");

        Assert.Equal(
            new InferenceUsage(input, output, cached), (await CollectAsync(Question().Request))[^1].Usage);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":10}""")]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":99999999999}""")]
    [InlineData("""{"prompt_tokens":"many"}""")]
    [InlineData("null")]
    public async Task Stream_UsageThatCannotBe_IsBroken(string usage) => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(ModelPlay.Stream(
            Wire.Text("{}"), Wire.End()[0], $"data: {{\"choices\":[],\"usage\":{usage}}}\n\n",
            "data: [DONE]\n\n"))).Failure);

    [Fact]
    public async Task Stream_StoppedByTheFilter_IsDeclined() => Assert.Equal(
        ComputeRefusal.Declined,
        (await RefusedAsync(ModelPlay.Stream(
            [Wire.Begin, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n",
                .. Wire.End().Skip(1)]))).Refusal);

    [Fact]
    public async Task Stream_AReasonToStopThatNobodyKnows_IsAnEnd()
    {
        Play = ModelPlay.Stream(
            [Wire.Text("{}"), "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"abort\"}]}\n\n",
                .. Wire.End().Skip(1)]);

        Assert.Equal("{}", Text(await CollectAsync(Question().Request)));
    }

    /// <inheritdoc/>
    private protected override IComputeProvider Create(ModelConnections connections, TimeProvider clock) =>
        new ChatCompletionsProvider(connections, clock);

    /// <inheritdoc/>
    private protected override Endpoint EndpointAt(Uri address) =>
        new("chat", "chat-completions", "model-1", new(address, "/v1"), "MY_KEY", 1m, 10m, 4);

    /// <inheritdoc/>
    private protected override int CapOf(JsonElement question) =>
        question.GetProperty("max_completion_tokens").GetInt32();

    /// <inheritdoc/>
    private protected override JsonElement SchemaOf(JsonElement question)
    {
        Assert.True(question.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        JsonElement format = question.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(format.GetProperty("strict").GetBoolean());
        Assert.Equal("research-analyst", format.GetProperty("name").GetString());
        return format.GetProperty("schema");
    }
}
