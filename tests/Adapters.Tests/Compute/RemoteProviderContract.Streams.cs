using System.Text.Json;
using TradingBase.Compute;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>What is sent, what comes back, and when.</summary>
public abstract partial class RemoteProviderContract
{
    [Fact]
    public async Task Stream_Answer_TellsWhatItUsedCachedTokensAmongIt() =>
        Assert.Equal(ModelWire.Used, (await CollectAsync(Question().Request))[^1].Usage);

    [Fact]
    public async Task Stream_Question_IsSentOnceWithItsKeyItsCapAndASchemaWithoutBounds()
    {
        InferenceRequest request = Question().Request;

        await CollectAsync(request);

        ModelQuestion asked = Assert.Single(_server.Questions);
        (string header, string key) = Wire.Key(SecretKey);
        Assert.Equal(("POST " + Wire.Path, key), (asked.Line, asked.Header(header)));
        JsonElement body = asked.Json;
        Assert.True(body.GetProperty("stream").GetBoolean());
        Assert.Equal("model-1", body.GetProperty("model").GetString());
        Assert.Equal(request.MaxOutputTokens, CapOf(body));
        Assert.Equal(request.Input, Wire.InputOf(body));
        Assert.Contains("analyst of one instrument", asked.Body, StringComparison.Ordinal);
        string schema = SchemaOf(body).GetRawText();
        Assert.Contains("\"additionalProperties\":false", schema, StringComparison.Ordinal);
        Assert.DoesNotContain("\"minimum\"", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithoutASchema_AsksForFreeText()
    {
        await CollectAsync(Question().Request with { Schema = "" });

        Assert.DoesNotContain("json_schema", Asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_EndpointWithoutAKey_SendsNone()
    {
        // The vendors' clients look here by themselves.
        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", SecretKey);
        Environment.SetEnvironmentVariable("ANTHROPIC_AUTH_TOKEN", SecretKey);
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", SecretKey);
        Endpoint open = CreateEndpoint() with { ApiKeyVariable = null };

        await foreach (InferenceChunk _ in CreateProvider().StreamAsync(open, Question().Request, default))
        {
        }

        Assert.Null(Asked.Header("Authorization"));
        Assert.Null(Asked.Header("X-Api-Key"));
        Assert.DoesNotContain(SecretKey, Asked.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_RoomInTheHeaders_ComesBeforeTheFirstToken()
    {
        Play = ModelPlay.Stream([ModelPlay.Waits, .. Opening, .. Wire.End()])
            .With(Wire.Room("12", "50", Now.AddSeconds(30), Now));
        await using IAsyncEnumerator<InferenceChunk> stream = CreateProvider()
            .StreamAsync(CreateEndpoint(), Question().Request, default).GetAsyncEnumerator();

        Assert.True(await stream.MoveNextAsync());

        Assert.Equal(("", new RoomReading(12, 50, Now.AddSeconds(30))),
            (stream.Current.Text, stream.Current.Room?.Requests));
        Assert.Equal(Now, stream.Current.Room?.ReadAt);
    }

    [Theory]
    [InlineData("-3", "50", 30, null, null)]
    [InlineData("many", "50", 30, null, null)]
    [InlineData("99999999999999999999", "50", 30, null, null)]
    [InlineData("70", "50", 30, 50L, 30)]
    [InlineData("12", "0", 30, 12L, 30)]
    [InlineData("12", "50", 30_000_000, 12L, null)]
    public async Task Stream_HeadersThatLie_AreBelievedOnlySoFar(
        string left, string limit, int resetSeconds, long? expected, int? fullSeconds)
    {
        Play = ModelPlay.Stream([.. Opening, .. Wire.End()])
            .With(Wire.Room(left, limit, Now.AddSeconds(resetSeconds), Now));

        InferenceChunk first = (await CollectAsync(Question().Request))[0];

        Assert.Equal(expected, first.Room?.Requests?.Left);
        Assert.Equal(
            fullSeconds is { } seconds ? Now.AddSeconds(seconds) : null, first.Room?.Requests?.FullAt);
    }

    [Fact]
    public async Task Stream_SlowFirstToken_IsWaitedForAndNothingIsInvented()
    {
        Play = ModelPlay.Stream([Wire.Begin, ModelPlay.Waits, .. Opening[1..], .. Wire.End()]);
        await using IAsyncEnumerator<InferenceChunk> stream = CreateProvider()
            .StreamAsync(CreateEndpoint(), Question().Request, default).GetAsyncEnumerator();
        ValueTask<bool> first = stream.MoveNextAsync();
        Assert.False(first.IsCompleted);

        _server.OpenGate();

        Assert.True(await first);
        Assert.Equal("{\"a\"", stream.Current.Text);
    }

    [Fact]
    public async Task Stream_StalledAndCancelled_ClosesTheConnection()
    {
        Play = ModelPlay.Stream([.. Opening, ModelPlay.Stalls]);
        using CancellationTokenSource stop = new();
        await using IAsyncEnumerator<InferenceChunk> stream = CreateProvider()
            .StreamAsync(CreateEndpoint(), Question().Request, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await stream.MoveNextAsync());
        Assert.True(await stream.MoveNextAsync());
        ValueTask<bool> stalled = stream.MoveNextAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stalled);
        await _server.ClientLeft;
    }

    [Fact]
    public async Task Stream_CancelledBeforeTheHeaders_ClosesTheConnection()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PlayFor = _ =>
        {
            asked.TrySetResult();
            return new(ModelPlay.Stalls, "text/event-stream");
        };
        using CancellationTokenSource stop = new();
        await using IAsyncEnumerator<InferenceChunk> stream = CreateProvider()
            .StreamAsync(CreateEndpoint(), Question().Request, stop.Token).GetAsyncEnumerator(stop.Token);
        ValueTask<bool> first = stream.MoveNextAsync();
        await asked.Task;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        await _server.ClientLeft;
    }

    [Fact]
    public async Task Stream_LeftByItsReader_ClosesTheConnection()
    {
        Play = ModelPlay.Stream([.. Opening, ModelPlay.Stalls]);

        await foreach (InferenceChunk piece in CreateProvider()
            .StreamAsync(CreateEndpoint(), Question().Request, default))
        {
            Assert.Equal("{\"a\"", piece.Text);
            break;
        }

        await _server.ClientLeft;
    }

    /// <summary>The cap on the answer, tokens.</summary>
    private protected abstract int CapOf(JsonElement question);

    /// <summary>The schema that the answer is bound to.</summary>
    private protected abstract JsonElement SchemaOf(JsonElement question);
}
