using System.Net;
using System.Net.Sockets;
using TradingBase.Compute;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>Faults that an endpoint tells, and those that it does not.</summary>
public abstract partial class RemoteProviderContract
{
    [Theory]
    [InlineData("Retry-After", "7", 7_000)]
    [InlineData("retry-after-ms", "250", 250)]
    [InlineData("Retry-After", "999999999", 3_600_000)]
    public async Task Stream_TooMany_IsRateLimitedUntilTheHeaderSays(string name, string value, int waitMs)
    {
        ComputeUnavailableException failure = await UnavailableAsync(
            ModelPlay.Json("429 Too Many Requests", Wire.Fault("rate_limit_error", "Slow down."))
                .With((name, value)).With(Wire.Room("0", "50", Now.AddSeconds(30), Now)));

        Assert.Equal(
            (ComputeFailure.RateLimited, TimeSpan.FromMilliseconds(waitMs)),
            (failure.Failure, failure.RetryAfter));
        Assert.Equal(new(0, 50, Now.AddSeconds(30)), failure.Room?.Requests);
    }

    [Fact]
    public async Task Stream_TooManyWithoutAHeader_IsRateLimitedForWhoKnowsHowLong()
    {
        ComputeUnavailableException failure =
            await UnavailableAsync(new("429 Too Many Requests", "text/html", "<h1>Busy</h1>"));

        Assert.Equal((ComputeFailure.RateLimited, null, null),
            (failure.Failure, failure.RetryAfter, failure.Room));
    }

    [Theory]
    [InlineData("429 Too Many Requests", "insufficient_quota", "", ComputeFailure.QuotaExhausted)]
    [InlineData("402 Payment Required", "billing_error", "", ComputeFailure.QuotaExhausted)]
    [InlineData("400 Bad Request", "invalid_request_error", "Your credit balance is too low to go on.",
        ComputeFailure.QuotaExhausted)]
    [InlineData("529 Overloaded", "overloaded_error", "", ComputeFailure.Overloaded)]
    [InlineData("503 Service Unavailable", "server_error", "", ComputeFailure.Overloaded)]
    [InlineData("500 Internal Server Error", "api_error", "", ComputeFailure.Broken)]
    [InlineData("502 Bad Gateway", "", "", ComputeFailure.Broken)]
    [InlineData("408 Request Timeout", "", "", ComputeFailure.TimedOut)]
    [InlineData("200 OK", "server_error", "", ComputeFailure.Broken)]
    [InlineData("200 OK", "overloaded_error", "", ComputeFailure.Overloaded)]
    public async Task Stream_AFaultOfTheEndpoint_MayBeAskedElsewhereAndWasAskedOnce(
        string status, string word, string prose, ComputeFailure expected)
    {
        ComputeUnavailableException failure =
            await UnavailableAsync(ModelPlay.Json(status, Wire.Fault(word, prose)));

        Assert.Equal(expected, failure.Failure);
        Assert.Single(_server.Questions);
    }

    [Theory]
    [InlineData("400 Bad Request", "invalid_request_error", ComputeRefusal.BadRequest)]
    [InlineData("404 Not Found", "not_found_error", ComputeRefusal.BadRequest)]
    [InlineData("413 Content Too Large", "request_too_large", ComputeRefusal.BadRequest)]
    [InlineData("422 Unprocessable Content", "", ComputeRefusal.BadRequest)]
    [InlineData("401 Unauthorized", "authentication_error", ComputeRefusal.Unauthorized)]
    [InlineData("403 Forbidden", "permission_error", ComputeRefusal.Unauthorized)]
    public async Task Stream_AFaultOfTheQuestion_GoesNowhereElse(
        string status, string word, ComputeRefusal expected)
    {
        ComputeRefusedException refusal =
            await RefusedAsync(ModelPlay.Json(status, Wire.Fault(word, "No.")));

        Assert.Equal(expected, refusal.Refusal);
        Assert.Single(_server.Questions);
    }

    [Fact]
    public async Task Stream_AFaultThatQuotesKeyAndQuestion_TellsNeither()
    {
        string prose = $"The key {SecretKey} may not ask: {Question().Request.Instructions}";
        ComputeRefusedException refusal = await RefusedAsync(
            ModelPlay.Json("401 Unauthorized", Wire.Fault(SecretKey, prose)).With(("x-request-id", "req_7")));

        Assert.DoesNotContain(SecretKey, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("analyst of one instrument", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains("answered 401", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("req_7", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("overloaded_error", ComputeFailure.Overloaded)]
    [InlineData("rate_limit_error", ComputeFailure.RateLimited)]
    [InlineData("api_error", ComputeFailure.Broken)]
    [InlineData("invalid_request_error", ComputeFailure.Broken)]
    public async Task Stream_AFaultInsideTheStream_KeepsItsKind(string word, ComputeFailure expected) =>
        Assert.Equal(
            expected,
            (await UnavailableAsync(ModelPlay.Stream([.. Opening, Wire.FaultEvent(word)]))).Failure);

    [Fact]
    public async Task Stream_Cut_IsBroken() => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(ModelPlay.Stream([.. Opening, ModelPlay.Cuts]))).Failure);

    [Fact]
    public async Task Stream_ThatEndsBeforeItsEnd_IsBroken() => Assert.Equal(
        ComputeFailure.Broken, (await UnavailableAsync(ModelPlay.Stream(Opening))).Failure);

    [Fact]
    public async Task Stream_HungUpOnWithoutAnAnswer_IsBrokenAndWasAskedOnce()
    {
        ComputeUnavailableException failure =
            await UnavailableAsync(new(ModelPlay.Cuts, "text/event-stream"));

        Assert.Equal((ComputeFailure.Broken, 1), (failure.Failure, AskedCount));
    }

    [Fact]
    public async Task Stream_WithoutAWord_IsBroken() =>
        Assert.Equal(ComputeFailure.Broken, (await UnavailableAsync(ModelPlay.Stream())).Failure);

    [Theory]
    [InlineData("{\"choices\":[{")]
    [InlineData("[1,2]")]
    [InlineData("nothing")]
    public async Task Stream_MalformedJson_IsBroken(string data) => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(ModelPlay.Stream(
            [.. Opening, $"event: content_block_delta\ndata: {data}\n\n", .. Wire.End()]))).Failure);

    [Fact]
    public async Task Stream_NoStreamAtAll_IsBroken() => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(new("200 OK", "text/html", "<h1>Welcome</h1>"))).Failure);

    [Fact]
    public async Task Stream_AnotherAddress_IsNotFollowed() => Assert.Equal(
        ComputeFailure.Broken,
        (await UnavailableAsync(new ModelPlay("307 Temporary Redirect", "text/plain", "")
            .With(("Location", "http://127.0.0.1:9/")))).Failure);

    [Fact]
    public async Task Stream_NobodyListens_IsUnreachable()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        Endpoint nowhere = EndpointAt(new($"http://{closed.LocalEndpoint}"));
        closed.Stop();

        ComputeUnavailableException failure = await Assert.ThrowsAsync<ComputeUnavailableException>(
            async () => await CreateProvider().StreamAsync(nowhere, Question().Request, default)
                .GetAsyncEnumerator().MoveNextAsync());

        Assert.Equal(ComputeFailure.Unreachable, failure.Failure);
    }

    [Fact]
    public async Task Stream_Declined_GoesNowhereElseAndTellsWhatItUsed()
    {
        ComputeRefusedException refusal =
            await RefusedAsync(ModelPlay.Stream([Wire.Begin, .. Wire.End(declined: true)]));

        Assert.Equal((ComputeRefusal.Declined, ModelWire.Used), (refusal.Refusal, refusal.Usage));
    }

    [Fact]
    public async Task Stream_AKeyThatIsNotSet_IsSaidBeforeAnybodyIsAsked()
    {
        Endpoint keyless = CreateEndpoint() with { ApiKeyVariable = "NOT_SET" };

        ComputeRefusedException refusal = await Assert.ThrowsAsync<ComputeRefusedException>(
            async () => await CreateProvider().StreamAsync(keyless, Question().Request, default)
                .GetAsyncEnumerator().MoveNextAsync());

        Assert.Equal(ComputeRefusal.Unauthorized, refusal.Refusal);
        Assert.Contains("NOT_SET", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Questions);
    }
}
